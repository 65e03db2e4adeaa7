/* The exports of both versions of the module geo, over distance_km. */

WASMUDF(haversine_km, "haversine_km(lat1 DOUBLE, lon1 DOUBLE, lat2 DOUBLE, lon2 DOUBLE) RETURNS DOUBLE")
double haversine_km(double lat1, double lon1, double lat2, double lon2) {
    return distance_km(lat1, lon1, lat2, lon2);
}

WASMUDF(haversine_km_columnar,
        "haversine_km_columnar(lat1 DOUBLE, lon1 DOUBLE, lat2 DOUBLE, lon2 DOUBLE) RETURNS DOUBLE ABI COLUMNAR")
int32_t haversine_km_columnar(const struct ArrowArray *args, int32_t rows, struct ArrowArray *result) {
    const double *values[4];
    for (int i = 0; i < 4; i++) {
        values[i] = WASMUDF_VALUES(double, args->children[i]);
    }
    double *distances = WASMUDF_RESULTS(double, result);
    for (int32_t row = 0; row < rows; row++) {
        bool valid = true;
        for (int i = 0; i < 4; i++) {
            valid &= wasmudf_is_valid(args->children[i], row);
        }
        distances[row] = valid ? distance_km(values[0][row], values[1][row], values[2][row], values[3][row]) : 0.0;
        wasmudf_set_valid(result, row, valid);
    }
    return 0;
}
