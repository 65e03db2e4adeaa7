/*
 * Great-circle distances, once a row at a time (ROW_DIRECT) and once a batch at a time (COLUMNAR).
 * geo_v2.c is the second version of this module: the same exports, better distances.
 */
#include "wasmudf.h"
#include "trig.h"

/* The mean radius of the Earth in km (IUGG's R1 of WGS 84). */
#define RADIUS_KM 6371.0088

/* The distance on a sphere; latitudes and longitudes in degrees. */
static inline double distance_km(double lat1, double lon1, double lat2, double lon2) {
    double half_lat = sin_cos_degrees((lat2 - lat1) * 0.5).sin;
    double half_lon = sin_cos_degrees((lon2 - lon1) * 0.5).sin;
    double haversine = half_lat * half_lat
            + sin_cos_degrees(lat1).cos * sin_cos_degrees(lat2).cos * half_lon * half_lon;
    /* rounding may leave antipodes a little above 1 */
    return 2.0 * RADIUS_KM * arc_sine_of_root(haversine > 1.0 ? 1.0 : haversine);
}

#include "geo_exports.h"
