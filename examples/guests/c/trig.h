/*
 * Sine, cosine and arc sine without a libc, to about one unit in the last place.
 *
 * The polynomials interpolate the named function at Chebyshev points (computed with 60 digits), which is within
 * a small factor of the best polynomial of that degree; the relative error stands beside each.
 */
#ifndef TRIG_H
#define TRIG_H

#define PI 3.14159265358979323846

struct sin_cos {
    double sin;
    double cos;
};

/* Both of an angle in degrees. Taking whole quarter turns off the degrees is exact, unlike off radians. */
static inline struct sin_cos sin_cos_degrees(double degrees) {
    double quarters = __builtin_rint(degrees / 90.0);
    double x = (degrees - 90.0 * quarters) * (PI / 180.0); /* -pi/4 .. pi/4 */
    double t = x * x;
    /* sin(x) = x + x t P(t), 1e-16 */
    double s = x + x * t * (-0.16666666666666666 + t * (0.008333333333330948
            + t * (-0.00019841269836758574 + t * (2.755731610255244e-06
            + t * (-2.5051131845003624e-08 + t * 1.5918129294866608e-10)))));
    /* cos(x) = 1 - t/2 + t t Q(t), 3e-17 */
    double c = 1.0 - 0.5 * t + t * t * (0.041666666666666664 + t * (-0.0013888888888887398
            + t * (2.480158729876569e-05 + t * (-2.7557317271729793e-07
            + t * (2.08761462684032e-09 + t * -1.1382632425521717e-11)))));
    /* NaN and infinity become quarter 0, and stay NaN through s and c */
    double turn = quarters - 4.0 * __builtin_floor(quarters * 0.25);
    switch ((int) turn) {
        case 1: return (struct sin_cos) {c, -s};
        case 2: return (struct sin_cos) {-s, -c};
        case 3: return (struct sin_cos) {-c, s};
        default: return (struct sin_cos) {s, c};
    }
}

/* asin(x) = x + x t P(t) for |x| <= 1/2, 1e-15 of the second term */
static inline double arc_sine_small(double x) {
    double t = x * x;
    return x + x * t * (0.1666666666666665 + t * (0.07500000000020764 + t * (0.044642857103423646
            + t * (0.03038194736709848 + t * (0.02237204763174451 + t * (0.017355259955786323
            + t * (0.013929652902326633 + t * (0.011875494382636922 + t * (0.0078029494773533175
            + t * (0.01603551434914882 + t * (-0.010749050339697808 + t * 0.028169218060881414)))))))))));
}

/* The arc sine of a square root: of 0 .. 1, in radians, 0 .. pi/2. */
static inline double arc_sine_of_root(double square) {
    if (square <= 0.25) {
        return arc_sine_small(__builtin_sqrt(square));
    }
    /* asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)), with 1 - x = (1 - square) / (1 + x) */
    double x = __builtin_sqrt(square);
    double rest = (1.0 - square) / (1.0 + x);
    return PI / 2 - 2.0 * arc_sine_small(__builtin_sqrt(0.5 * rest));
}

#endif
