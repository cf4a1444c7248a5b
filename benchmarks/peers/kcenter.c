// Farthest-first traversal from row 0 as one would write it in C: one running minimum for each row, one pass for each pick.
#include <float.h>
#include <stdlib.h>

void k_center(const float *restrict x, long rows, long width, long count, long *restrict picks)
{
    float *nearest = malloc(rows * sizeof(float));
    for (long r = 0; r < rows; r++) nearest[r] = FLT_MAX;
    long last = 0;
    for (long i = 0; i < count; i++)
    {
        const float *c = x + last * width;
        float far = -1;
        long at = 0;
        for (long r = 0; r < rows; r++)
        {
            const float *p = x + r * width;
            __builtin_prefetch(p + 16 * width);
            float s = 0;
            for (long d = 0; d < width; d++) s += (p[d] - c[d]) * (p[d] - c[d]);
            if (s < nearest[r]) nearest[r] = s;
            if (nearest[r] > far) far = nearest[r], at = r;
        }
        picks[i] = last = at;
    }
    free(nearest);
}
