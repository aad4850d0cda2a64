"""The national screening in plain NumPy: the peer that bench/run.mjs times Relode against.

Same method as core/src/supply, from the same plan arrays: ore x grade x kept fraction - amount sold, realisation by
realisation, then mean and 5, 50 and 95 % quantiles of every cell, sums by element, covariances and by-product values.
Written as one writes NumPy: whole arrays of elements x realisations for one mine at a time, its own fast generators
(PCG64, ziggurat normals) instead of Philox and inversion, float32 for the store of realisations.

usage: peer_numpy.py FOLDER RUNS    prints JSON
"""

import json
import resource
import sys
import time

import numpy as np

FOLDER, RUNS = sys.argv[1], int(sys.argv[2])
KINDS = {"Float64Array": "<f8", "Float32Array": "<f4", "Int32Array": "<i4", "Uint8Array": "u1"}
PROBABILITIES = [5, 50, 95]
MAX_ROWS, MAX_DEPOSITS, BLOCK = 24, 8, 500

with open(f"{FOLDER}/plan.json", encoding="utf-8") as file:
    PLAN = json.load(file)
A = {name: np.fromfile(f"{FOLDER}/{name}.bin", dtype=KINDS[kind]) for name, kind in PLAN["arrays"].items()}
K, E, M = PLAN["draws"], len(PLAN["elements"]), PLAN["mines"]

# Normal distribution function on a grid, for the few cells drawn given the metal sold (NumPy has no such function).
GRID = np.linspace(-9, 9, 20001)
DENSITY = np.exp(-0.5 * GRID**2) / np.sqrt(2 * np.pi)
CUMULATIVE = np.concatenate([[0], np.cumsum(0.5 * (DENSITY[1:] + DENSITY[:-1]) * np.diff(GRID))])
CUMULATIVE /= CUMULATIVE[-1]


def grade_of(score, bounded):
    return 1e6 / (1 + np.exp(-score)) if bounded else np.exp(score)


def sampled_grades(rng, pool, boot, need, wanted):
    """K x E grades by the two-stage cluster bootstrap; NaN where not needed or not found."""
    ppm = A[f"pool{pool}.ppm"].reshape(-1, E)
    start = A[f"pool{pool}.start"]
    means = A[f"pool{pool}.depositMeanPpm"].reshape(-1, E)
    known = ~np.isnan(means)
    deposits = len(start) - 1
    grades = np.full((K, E), np.nan, dtype=np.float32)
    open_ = np.zeros((K, E), dtype=bool)
    open_[need] = wanted
    for _ in range(MAX_DEPOSITS):
        deposit = boot[np.arange(K), rng.integers(0, deposits, K)]
        useful = np.flatnonzero((open_ & known[deposit]).any(axis=1))
        for at in range(0, len(useful), BLOCK):
            k = useful[at : at + BLOCK]
            d = deposit[k]
            count = start[d + 1] - start[d]
            drawn = np.minimum(count, MAX_ROWS)
            rows = start[d][:, None] + (rng.random((len(k), MAX_ROWS)) * count[:, None]).astype(np.int64)
            values = ppm[rows]
            values[np.arange(MAX_ROWS)[None, :] >= drawn[:, None]] = np.nan
            numbers = ~np.isnan(values)
            counts = numbers.sum(axis=1)
            sums = np.where(numbers, values, 0).sum(axis=1, dtype=np.float64)
            centre = means[d].astype(np.float64)
            shrink = np.sqrt(drawn / count)[:, None]
            average = np.where(counts > 0, centre + (sums / np.maximum(counts, 1) - centre) * shrink, centre)
            fill = open_[k] & known[d]
            block = grades[k]
            block[fill] = average[fill]
            grades[k] = block
        open_ &= ~known[deposit]
        if not open_.any():
            break
    return grades


def ore_tonnage(rng, low, mid, high):
    """Two-piece triangular law whose mean is mid."""
    if high == low:
        return np.full(K, mid)
    u, p = rng.random(K), (high - mid) / (high - low)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(u < p, low + (mid - low) * np.sqrt(u / p), high - (high - mid) * np.sqrt((1 - u) / (1 - p)))


def conditioned(rng, location, sd, least_t, ore, bounded):
    """Normal draws given that the ore held at least what the amount sold asks for."""
    least = least_t / ore * 1e6
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = ((np.log(least / (1e6 - least)) if bounded else np.log(least)) - location) / sd
    below = np.interp(np.nan_to_num(bound, nan=-9), GRID, CUMULATIVE)
    return np.interp(below + rng.random(K) * (1 - below), CUMULATIVE, GRID)


def screen(seed):
    rng = np.random.default_rng(seed)
    store = np.empty((M, E, K), dtype=np.float32)
    contained_rows = np.empty((max(1, A["isUnpublished"].sum()), K), dtype=np.float32)
    ores = np.empty((M, K))
    cells = []
    values = np.empty((M, K))
    doubt = rng.standard_normal((E, K))
    blend = rng.random(K)
    types, boots = {}, {}
    for m in range(M):
        cell = slice(m * E, (m + 1) * E)
        low, mid, high = A["oreT"][3 * m : 3 * m + 3]
        ore = ore_tonnage(rng, low, mid, high)
        ores[m] = ore
        score = A["location"][cell, None] + A["sdElement"][cell, None] * doubt
        for e in np.flatnonzero(A["sdType"][cell] > 0):
            key = A["typeKey"][m * E + e]
            if key not in types:
                types[key] = rng.standard_normal(K)
            score[e] += A["sdType"][m * E + e] * types[key]
        own = rng.standard_normal((E, K))
        for e in np.flatnonzero((A["isConditioned"][cell] == 1) & (A["sdMine"][cell] > 0)):
            i = m * E + e
            own[e] = conditioned(rng, score[e], A["sdMine"][i], A["leastContainedT"][i], ore, A["isBounded"][i])
        score += A["sdMine"][cell, None] * own
        bounded = A["isBounded"][cell] == 1
        if not bounded.any():
            grade = np.exp(score, out=score)
        else:
            grade = np.empty_like(score)
            grade[~bounded] = np.exp(score[~bounded])
            grade[bounded] = grade_of(score[bounded], True)
        weight = A["sampleWeight"][cell]
        pool = A["pool"][m]
        if pool >= 0 and weight.max() > 0:
            deposits = len(A[f"pool{pool}.start"]) - 1
            if pool not in boots:
                boots[pool] = rng.integers(0, deposits, (K, deposits))
            samples = sampled_grades(rng, pool, boots[pool], np.flatnonzero(blend < weight.max()), weight > 0).T
            use = (blend[None, :] < weight[:, None]) & ~np.isnan(samples)
            grade[use] = samples[use]
        grade *= ore * 1e-6
        grade *= A["keptFraction"][cell, None]
        grade -= A["recoveredT"][cell, None]
        np.maximum(grade, 0, out=grade)
        for e in np.flatnonzero(A["isUnpublished"][cell]):
            contained_rows[A["containedRow"][m * E + e]] = grade[e]
            grade[e] *= rng.random(K)
        store[m] = grade
        mine = store[m]
        cells.append((mine.mean(axis=1), np.percentile(mine, PROBABILITIES, axis=1)))
        for row in A["containedRow"][cell]:
            if row >= 0:
                np.percentile(contained_rows[row], PROBABILITIES)
        shaped = np.flatnonzero((weight > 0) | (A["isConditioned"][cell] == 1))
        if len(shaped) > 0:
            kept = np.maximum(A["keptFraction"][cell][shaped, None], 1e-300)
            ppm = (mine[shaped] / kept + A["recoveredT"][cell][shaped, None]) / ore * 1e6
            np.percentile(ppm, PROBABILITIES, axis=1)
        byproduct = A["isByproduct"][cell] == 1
        values[m] = (A["usdPerKg"][byproduct] * 1000) @ mine[byproduct]
        np.percentile(values[m], PROBABILITIES)
        np.percentile(ore, PROBABILITIES)
    national = []
    kept = A["keptFraction"].reshape(M, E)
    sold = A["recoveredT"].reshape(M, E)
    rows = A["containedRow"].reshape(M, E)
    for e in range(E):
        column = store[:, e, :].astype(np.float64)
        total = column.sum(axis=0)
        covariance = (column - column.mean(axis=1, keepdims=True)) @ (total - total.mean()) / (K - 1)
        column.var(axis=1, ddof=1)
        held = np.where(kept[:, e] > 0, kept[:, e], 1)
        contained = (column / held[:, None] + sold[:, e, None])
        for m in np.flatnonzero(rows[:, e] >= 0):
            contained[m] = contained_rows[rows[m, e]]
        np.percentile(contained.sum(axis=0), PROBABILITIES)
        quantiles = np.percentile(total, PROBABILITIES)
        national.append((total.mean(), total.std(ddof=1), quantiles[0], quantiles[2], float(covariance[0])))
    np.percentile(values.sum(axis=0), PROBABILITIES)
    return national


def bandwidth():
    column = np.ones(32_000_000)
    copy = np.empty_like(column)
    best = {"sum": 0.0, "copy": 0.0}
    for _ in range(5):
        started = time.perf_counter()
        column.sum()
        best["sum"] = max(best["sum"], column.nbytes / (time.perf_counter() - started) / 1e9)
        started = time.perf_counter()
        np.copyto(copy, column)
        best["copy"] = max(best["copy"], 2 * column.nbytes / (time.perf_counter() - started) / 1e9)
    return best


seconds, cpu_seconds = [], []
for run in range(RUNS):
    begun, cpu = time.perf_counter(), time.process_time()
    result = screen(run + 1)
    seconds.append(time.perf_counter() - begun)
    cpu_seconds.append(time.process_time() - cpu)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(
    json.dumps(
        {
            "numpy": np.__version__,
            "python": sys.version.split()[0],
            "seconds": seconds,
            "cpuSeconds": cpu_seconds,
            "peakRssMb": peak,
            "gigabytesPerSecond": bandwidth(),
            "national": [
                {"symbol": symbol, "meanT": r[0], "sdT": r[1], "p05": r[2], "p95": r[3]}
                for symbol, r in zip(PLAN["elements"], result)
            ],
        }
    )
)
