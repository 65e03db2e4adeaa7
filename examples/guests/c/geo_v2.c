/*
 * The second version of geo.c: the same exports and signatures, with distances on the WGS 84 ellipsoid, which differ
 * from those on the sphere by up to half a per cent. Replacing the module moves the functions that are bound to it:
 *
 *   CREATE OR REPLACE MODULE geo FROM FILE 'geo_v2.wasm';
 */
#include "wasmudf.h"
#include "trig.h"

/* WGS 84: semi-major axis in km and flattening. */
#define EQUATOR_KM 6378.137
#define FLATTENING (1.0 / 298.257223563)

/* The reduced latitude: that of the point on the sphere around the ellipsoid. */
static inline struct sin_cos reduced(struct sin_cos latitude) {
    double sin = (1.0 - FLATTENING) * latitude.sin;
    double scale = 1.0 / __builtin_sqrt(sin * sin + latitude.cos * latitude.cos);
    return (struct sin_cos) {sin * scale, latitude.cos * scale};
}

/*
 * Lambert's formula for long lines: the central angle of the reduced latitudes, corrected to the first order of the
 * flattening. Within 10 m over thousands of km; less good close to antipodes.
 */
static inline double distance_km(double lat1, double lon1, double lat2, double lon2) {
    struct sin_cos b1 = reduced(sin_cos_degrees(lat1));
    struct sin_cos b2 = reduced(sin_cos_degrees(lat2));
    double half_lon = sin_cos_degrees((lon2 - lon1) * 0.5).sin;
    double cos_difference = b1.cos - b2.cos;
    double sin_difference = b1.sin - b2.sin;
    /* q is half the difference of the two latitudes and p half their sum, as squares of sines and cosines */
    double sin2_q = 0.25 * (cos_difference * cos_difference + sin_difference * sin_difference);
    double sin2_p = 0.5 * (1.0 - (b1.cos * b2.cos - b1.sin * b2.sin));
    double haversine = sin2_q + b1.cos * b2.cos * half_lon * half_lon;
    if (haversine >= 1.0) {
        haversine = 1.0;
    }
    double angle = 2.0 * arc_sine_of_root(haversine);
    /* sin(angle) from the square root of the haversine keeps its digits for small angles */
    double sin_angle = 2.0 * __builtin_sqrt(haversine * (1.0 - haversine));
    double x = haversine == 1.0 ? 0.0 : (angle - sin_angle) * sin2_p * (1.0 - sin2_q) / (1.0 - haversine);
    double y = haversine == 0.0 ? 0.0 : (angle + sin_angle) * (1.0 - sin2_p) * sin2_q / haversine;
    return EQUATOR_KM * (angle - 0.5 * FLATTENING * (x + y));
}

#include "geo_exports.h"
