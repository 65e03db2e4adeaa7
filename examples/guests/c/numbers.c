/* Functions over numbers, booleans and dates: one for each way in which a fixed-width type is passed. */
#include "wasmudf.h"

WASMUDF(gcd64, "gcd64(a BIGINT, b BIGINT) RETURNS BIGINT")
int64_t gcd64(int64_t a, int64_t b) {
    if (a == INT64_MIN || b == INT64_MIN) {
        if (a == b || a == 0 || b == 0) {
            WASMUDF_FAIL("gcd64: 9223372036854775808 is above the largest BIGINT");
        }
        /* gcd(2^63, n) for n != 0 is the lowest set bit of n */
        int64_t other = a == INT64_MIN ? b : a;
        return other & -other;
    }
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

WASMUDF(gcd, "gcd(a INTEGER, b INTEGER) RETURNS INTEGER")
int32_t gcd(int32_t a, int32_t b) {
    if (a == INT32_MIN || b == INT32_MIN) {
        int64_t wide = gcd64(a, b);
        if (wide > INT32_MAX) {
            WASMUDF_FAIL("gcd: 2147483648 is above the largest INTEGER");
        }
        return (int32_t) wide;
    }
    while (b != 0) {
        int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* The upper and lower half of a 128-bit product. */
struct product {
    uint64_t high;
    uint64_t low;
};

static inline struct product multiply(uint64_t a, uint64_t b) {
    uint64_t a0 = (uint32_t) a, a1 = a >> 32, b0 = (uint32_t) b, b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (uint32_t) middle;
    return (struct product) {a1 * b1 + (middle >> 32) + (other >> 32), a * b};
}

/* a b / 2^64 modulo an odd n, where inverse * n = -1 modulo 2^64 (Montgomery). a, b < n < 2^63. */
static inline uint64_t montgomery(uint64_t a, uint64_t b, uint64_t n, uint64_t inverse) {
    struct product ab = multiply(a, b);
    uint64_t sum = ab.high + multiply(ab.low * inverse, n).high + (ab.low != 0);
    return sum >= n ? sum - n : sum;
}

/* Miller and Rabin's test; with the first twelve primes as bases it decides every number below 2^64. */
WASMUDF(is_prime, "is_prime(n BIGINT) RETURNS BOOLEAN")
bool is_prime(int64_t signed_n) {
    static const uint8_t bases[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    if (signed_n < 2) {
        return false;
    }
    uint64_t n = (uint64_t) signed_n;
    for (unsigned i = 0; i < sizeof bases; i++) {
        if (n % bases[i] == 0) {
            return n == bases[i];
        }
    }
    if (n < 41 * 41) {
        return true;
    }
    uint64_t inverse = n; /* five Newton steps from three right bits to 96; then the sign is turned */
    for (int i = 0; i < 5; i++) {
        inverse *= 2 - n * inverse;
    }
    inverse = 0 - inverse;
    uint64_t one = (UINT64_MAX % n + 1) % n; /* 2^64 modulo n: 1 in Montgomery's form */
    uint64_t minus_one = n - one;
    unsigned twos = (unsigned) __builtin_ctzll(n - 1);
    uint64_t odd = (n - 1) >> twos;
    for (unsigned i = 0; i < sizeof bases; i++) {
        uint64_t base = 0;
        for (unsigned k = 0; k < bases[i]; k++) {
            base += one;
            base = base >= n ? base - n : base;
        }
        uint64_t power = one;
        for (uint64_t bits = odd; bits != 0; bits >>= 1) {
            if (bits & 1) {
                power = montgomery(power, base, n, inverse);
            }
            base = montgomery(base, base, n, inverse);
        }
        bool witness = power != one && power != minus_one;
        for (unsigned k = 1; witness && k < twos; k++) {
            power = montgomery(power, power, n, inverse);
            witness = power != minus_one;
        }
        if (witness) {
            return false;
        }
    }
    return true;
}

WASMUDF(fahrenheit, "fahrenheit(celsius REAL) RETURNS REAL")
float fahrenheit(float celsius) {
    return celsius * 1.8f + 32.0f;
}

WASMUDF(lerp, "lerp(a DOUBLE, b DOUBLE, t DOUBLE) RETURNS DOUBLE")
double lerp(double a, double b, double t) {
    return a * (1.0 - t) + b * t;
}

WASMUDF(majority, "majority(a BOOLEAN, b BOOLEAN, c BOOLEAN) RETURNS BOOLEAN")
bool majority(bool a, bool b, bool c) {
    return a + b + c >= 2;
}

/* Addition that stays within the range of TINYINT. */
WASMUDF(add_saturated, "add_saturated(a TINYINT, b TINYINT) RETURNS TINYINT")
int8_t add_saturated(int8_t a, int8_t b) {
    int sum = a + b;
    return (int8_t) (sum > INT8_MAX ? INT8_MAX : sum < INT8_MIN ? INT8_MIN : sum);
}

WASMUDF(digit_sum, "digit_sum(n SMALLINT) RETURNS SMALLINT")
int16_t digit_sum(int16_t n) {
    int sum = 0;
    for (int rest = n < 0 ? -n : n; rest != 0; rest /= 10) {
        sum += rest % 10;
    }
    return (int16_t) sum;
}

WASMUDF(rotate_left, "rotate_left(n UInt64, bits INTEGER) RETURNS UInt64")
uint64_t rotate_left(uint64_t n, int32_t bits) {
    return n << (bits & 63) | n >> (-bits & 63);
}

/* 1 for Monday to 7 for Sunday. A DATE is the number of days since 1970-01-01, a Thursday. */
WASMUDF(iso_weekday, "iso_weekday(day DATE) RETURNS SMALLINT")
int16_t iso_weekday(int32_t day) {
    int32_t weekday = (int32_t) (((int64_t) day + 3) % 7);
    return (int16_t) (weekday < 0 ? weekday + 8 : weekday + 1);
}

/* The next day from Monday to Friday. */
WASMUDF(next_workday, "next_workday(day DATE) RETURNS DATE")
int32_t next_workday(int32_t day) {
    int32_t step = iso_weekday(day) < 5 ? 1 : 8 - iso_weekday(day);
    if (day > INT32_MAX - step) {
        WASMUDF_FAIL("next_workday: above the last DATE");
    }
    return day + step;
}

/* A TIMESTAMP is the number of microseconds since 1970-01-01 00:00. */
WASMUDF(minute_of_day, "minute_of_day(moment TIMESTAMP) RETURNS INTEGER")
int32_t minute_of_day(int64_t moment) {
    int64_t in_day = moment % 86400000000;
    return (int32_t) ((in_day < 0 ? in_day + 86400000000 : in_day) / 60000000);
}

/* COLUMNAR with a check at bind time and an error that names its row. */
WASMUDF(add_exact, "add_exact(a BIGINT, b BIGINT) RETURNS BIGINT ABI COLUMNAR")
int32_t add_exact(const struct ArrowArray *args, int32_t rows, struct ArrowArray *result) {
    const struct ArrowArray *a = args->children[0];
    const struct ArrowArray *b = args->children[1];
    for (int32_t row = 0; row < rows; row++) {
        bool valid = wasmudf_is_valid(a, row) && wasmudf_is_valid(b, row);
        int64_t sum = 0;
        if (valid && __builtin_add_overflow(WASMUDF_VALUES(int64_t, a)[row], WASMUDF_VALUES(int64_t, b)[row], &sum)) {
            return WASMUDF_FAIL_AT(row, "add_exact: the sum is outside the range of BIGINT");
        }
        WASMUDF_RESULTS(int64_t, result)[row] = sum;
        wasmudf_set_valid(result, row, valid);
    }
    return 0;
}

WASMUDF_EXPORT(add_exact_bind)
int32_t add_exact_bind(const struct ArrowSchema *args, const struct ArrowSchema *result) {
    /* "l" is Arrow's format string for a signed 64-bit integer */
    bool fits = args->n_children == 2 && result->format[0] == 'l';
    for (int i = 0; fits && i < 2; i++) {
        fits = args->children[i]->format[0] == 'l';
    }
    if (!fits) {
        wasmudf_error("add_exact takes two BIGINT and returns one", 42);
    }
    return !fits;
}
