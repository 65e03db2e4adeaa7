package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.nio.charset.StandardCharsets;

/**
 * A value as a row of the text protocol has it: its length, then its bytes ("Text Resultset Row" of
 * MariaDB's protocol documentation).
 */
final class MariaDbField {
  private static final int NULL_MARK = 0xfb;

  static final byte[] NULL = {(byte) NULL_MARK};

  private MariaDbField() {}

  static boolean isNull(byte[] field) {
    return (field[0] & 0xff) == NULL_MARK;
  }

  static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] of(byte[] value) {
    int length = value.length;
    int header = length < NULL_MARK ? 1 : length < 1 << 16 ? 3 : length < 1 << 24 ? 4 : 9;
    byte[] field = new byte[header + length];
    if (header == 1) {
      field[0] = (byte) length;
    } else {
      field[0] = (byte) (header == 3 ? 0xfc : header == 4 ? 0xfd : 0xfe);
      for (int i = 1; i < header; i++) {
        field[i] = i > 4 ? 0 : (byte) (length >>> (8 * (i - 1)));
      }
    }
    System.arraycopy(value, 0, field, header, length);
    return field;
  }

  /** How many bytes stand before the value. */
  static int header(byte[] row, int at) {
    return switch (row[at] & 0xff) {
      case 0xfc -> 3;
      case 0xfd -> 4;
      case 0xfe -> 9;
      default -> 1;
    };
  }

  /** Where the field that begins here ends. */
  static int end(byte[] row, int at) {
    int first = row[at] & 0xff;
    int header = header(row, at);
    if (header == 1) {
      return first == NULL_MARK ? at + 1 : at + 1 + first;
    }
    int length = 0;
    for (int i = Math.min(header, 5) - 1; i > 0; i--) {
      length = (length << 8) | (row[at + i] & 0xff);
    }
    return at + header + length;
  }

  static String text(byte[] field) {
    int header = header(field, 0);
    return new String(field, header, field.length - header, StandardCharsets.UTF_8);
  }
}
