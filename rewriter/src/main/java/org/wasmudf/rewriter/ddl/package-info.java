/** The statements that are ours: module and function DDL, and simple reads of our relations. */
@NullMarked
package org.wasmudf.rewriter.ddl;

import org.jspecify.annotations.NullMarked;
