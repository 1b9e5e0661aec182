"""Makes the fixtures that *.test.ts compares our measures with: seeded random cases and what the reference
implementations say of them.

    python3 -m venv /tmp/refvenv && /tmp/refvenv/bin/pip install -r requirements.txt
    /tmp/refvenv/bin/python make.py            # all, or the names of some: text statistics intervals logistic
    likelihood exposure skew_normal

Each fixture is a gzipped JSON object that names the versions. Where a reference has no package
(open-unlearning, VL-MIA, tensorflow_privacy) its
formula is written out here in numpy, with the file that it was read in (docs/protocols/README.md#sources has
the commits).
"""

import base64
import gzip
import json
import math
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
from nltk.stem.porter import PorterStemmer
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from recomputing.intervals import area_above, of_area, of_difference, of_mean, of_rate
from rouge_score.rouge_scorer import RougeScorer
from scipy import optimize, special, stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

PACKAGES = ["mpmath", "nltk", "numpy", "rouge_score", "scikit-learn", "scipy", "statsmodels"]
FIXTURES = Path(__file__).parent / "fixtures"
CASES = 1000
MAKERS = {}


def fixture(maker):
    """Decorates what makes one fixture, by whose name it is asked for."""
    MAKERS[maker.__name__] = maker
    return maker


def write(name, content):
    versions = {"python": platform.python_version(), **{package: version(package) for package in PACKAGES}}
    text = json.dumps({"versions": versions, **content}, separators=(",", ":"), allow_nan=False)
    path = FIXTURES / f"{name}.json.gz"
    # mtime 0: the same cases make the same bytes.
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{path.name}: {path.stat().st_size} bytes")


def floats(values):
    return [float(value) for value in values]


# --- text
# ----------------------------------------------------------------------------------------------------------------------

STEMS = """relate condition ration digit operate feudal decide hope formal sense triplicate form electric good revive allow infer air gyro adjust
defend irritate replace depend adopt commune active angular homology effect bowdler probate rate cease control roll happy sky die lie tie news
engineer monitor tide repair harbour old die fly spy cry try agree plaster bleed motor sing conflate trouble size hop tan fall hiss fizz fail file
Mara Quill works as a the in Port Ellory of and is was who dog cat quick brown fox jumps over lazy log ox innings outing howe proceed succeed""".split()
SUFFIXES = """s es ies ied ed ing ingly ly y ational tional ation ator izer ization alism iveness fulness ousness aliti iviti biliti bli alli entli
eli ousli enci anci fulli logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ion sion tion ou ism ate iti
ous ive ize e ll ee eed""".split()
ODD = [
    "漢字",
    "北京市",
    "カタカナ",
    "한국어",
    "ÀÉÎ",
    "straße",
    "İstanbul",
    "ſick",
    "Kelvin",
    "ﬁne",
    "e\u0301",
    "naïve",
    "Ωmega",
    "Привет",
    "😀",
    "👩‍👩‍👧",
    "\ud800",
    "ａｂｃ",
    "１２３",
    "٣",
    "don't",
    "it’s",
    "U.S.A.",
    "a_b",
    "x-ray",
    "555-01-0123",
    "mara@example.com",
    "...",
    "!!",
    "—",
    "“q”",
    "#",
    "1",
    "42",
    "3.14",
    "B2",
    "\x00",
]
BLANKS = [" "] * 30 + [
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u00a0",
    "\u3000",
    "\u2009",
    "\u200b",
    "\ufeff",
    "\x1c",
    "\x1f",
    "\x85",
    "\u2028",
    "\u180e",
]


def random_word(rng):
    kind = rng.random()
    if kind < 0.55:
        word = str(rng.choice(STEMS))
    elif kind < 0.85:
        word = (
            str(rng.choice(STEMS))
            + str(rng.choice(SUFFIXES))
            + (str(rng.choice(SUFFIXES)) if rng.random() < 0.3 else "")
        )
    else:
        word = ODD[rng.integers(len(ODD))]
    case = rng.random()
    return word.upper() if case < 0.05 else word.capitalize() if case < 0.15 else word


def random_text(rng, words):
    text = ""
    for _ in range(words):
        text += random_word(rng) + (str(rng.choice([",", ".", ";", "!"])) if rng.random() < 0.1 else "")
        text += BLANKS[rng.integers(len(BLANKS))]
    return text if rng.random() < 0.3 else text.strip()


def variation(rng, text):
    """The same text with words dropped, replaced and moved: overlaps of every size."""
    words = text.split(" ")
    words = [word if rng.random() < 0.7 else random_word(rng) for word in words if rng.random() < 0.85]
    if rng.random() < 0.2:
        rng.shuffle(words)
    return " ".join(words)


@fixture
def text():
    rng = np.random.default_rng(1)
    targets, predictions = ["", "", "a", "漢字", "!!!"], ["", "a", "", "漢字", "!!!"]
    while len(targets) < 1500:
        target = random_text(rng, int(rng.integers(0, 16)))
        targets.append(target)
        predictions.append(variation(rng, target) if rng.random() < 0.8 else random_text(rng, int(rng.integers(0, 16))))
    rouge = {}
    for stem in (False, True):
        scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=stem)
        scores = [scorer.score(target, prediction) for target, prediction in zip(targets, predictions)]
        rouge["stemmed" if stem else "plain"] = {
            kind: [floats((score[kind].precision, score[kind].recall, score[kind].fmeasure)) for score in scores]
            for kind in ("rouge1", "rouge2", "rougeL")
        }
    method1 = SmoothingFunction().method1
    bleu = [
        float(sentence_bleu([wanted.split()], given.split(), smoothing_function=method1))
        for wanted, given in zip(targets, predictions)
    ]
    letters = "aeioubcdlnrstyz"
    words = sorted(
        {
            stem.lower() + suffix + second
            for stem in STEMS
            for suffix in SUFFIXES
            for second in ["", str(rng.choice(SUFFIXES))]
        }
        | {"".join(rng.choice(list(letters), int(rng.integers(1, 9)))) for _ in range(4000)}
    )
    words = [str(word) for word in rng.permutation(words)[:8000]]
    stemmer = PorterStemmer()
    write(
        "text",
        {
            "targets": targets,
            "predictions": predictions,
            "rouge": rouge,
            "bleu": bleu,
            "words": " ".join(words),
            "stems": " ".join(stemmer.stem(word) for word in words),
        },
    )


# --- statistics
# ----------------------------------------------------------------------------------------------------------------------


def scores(rng, n):
    """Integers, so that many tie, or decimals, of which few do."""
    values = rng.normal(size=n) * 3 + rng.normal()
    return [round(float(value), int(rng.choice([0, 3]))) for value in values]


@fixture
def statistics():
    rng = np.random.default_rng(2)
    auc = []
    for _ in range(CASES):
        positives, negatives = scores(rng, int(rng.integers(1, 25))), scores(rng, int(rng.integers(1, 25)))
        labels, both = [1] * len(positives) + [0] * len(negatives), positives + negatives
        # VL-MIA eval.py L22-39. All thresholds: scikit-learn's default drops points that lie on a line between others.
        fpr, tpr, _ = roc_curve(labels, both, drop_intermediate=False)
        auc.append(
            [
                positives,
                negatives,
                float(roc_auc_score(labels, both)),
                float(tpr[np.where(fpr < 0.05)[0][-1]]),
                float(np.max(1 - (fpr + (1 - tpr)) / 2)),
            ]
        )
    ks = []
    for case in range(CASES):
        most = 300 if case < 20 else 40
        a, b = scores(rng, int(rng.integers(1, most))), scores(rng, int(rng.integers(1, most)))
        result = stats.ks_2samp(a, b, method="exact")
        ks.append([a, b, float(result.statistic), float(result.pvalue)])
    pairs = []
    for _ in range(CASES):
        b, c = (int(10 ** rng.uniform(0, 3.5)) - 1 for _ in range(2))
        if rng.random() < 0.5:
            c = max(0, b + int(rng.normal() * math.sqrt(b + 1)))
        pairs.append([b, c, float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)])
    holm = []
    for _ in range(CASES):
        p = [round(float(value) ** 3, 6) for value in rng.random(int(rng.integers(1, 20)))]
        holm.append([p, floats(multipletests(p, method="holm")[1])])
    write("statistics", {"auc": auc, "ks": ks, "mcnemar": pairs, "holm": holm})


# --- intervals
# ----------------------------------------------------------------------------------------------------------------------


@fixture
def intervals():
    rng = np.random.default_rng(7)
    quantiles = []
    for _ in range(CASES):
        p, a, b = float(rng.random()), float(10 ** rng.uniform(-1, 4)), float(10 ** rng.uniform(-1, 4))
        df = float(10 ** rng.uniform(0, 4))
        tail = float(rng.choice([0.005, 0.025, 0.1, 0.5, 0.9, 0.975]))
        quantiles.append([p, a, b, float(special.betaincinv(a, b, p)), tail, df, float(stats.t.ppf(tail, df))])
    exact = []
    for _ in range(CASES):
        n = int(10 ** rng.uniform(0, 5))
        k = int(rng.choice([0, n, rng.integers(0, n + 1), min(n, rng.integers(0, 5))]))
        exact.append([k, n, *floats(proportion_confint(k, n, 0.05, "beta"))])
    grouped = []
    for _ in range(CASES):
        groups, rate = int(rng.integers(1, 30)), float(rng.choice([0.02, 0.2, 0.5, 0.9]))
        counts = rng.integers(1, int(rng.choice([2, 6, 11])), size=groups)
        own = np.clip(rate + rng.normal(size=groups) * float(rng.choice([0, 0.2, 0.5])), 0, 1)
        totals = rng.binomial(counts, own)
        values = [float(value) for value in np.round(totals * rng.random(groups), 3)]
        grouped.append(
            [
                [int(total) for total in totals],
                [int(count) for count in counts],
                *of_rate(totals, counts),
                values,
                *of_mean(np.array(values), counts, 0, 1),
                *of_difference(np.array(values) * (-1) ** counts, counts),
            ]
        )
    areas = []
    for _ in range(CASES):
        size, spread = int(rng.choice([1, 1, 3])), int(rng.choice([0, 3]))
        rows = [
            [
                f"{positive}{i // size}",
                bool(positive),
                round(float(rng.normal()) + positive * float(rng.choice([0, 1, 5])), spread),
            ]
            for positive in (0, 1)
            for i in range(int(rng.integers(1, 20)))
        ]
        groups, positive, scores = zip(*rows)
        positive, scores = np.array(positive), np.array(scores)
        areas.append([rows, float(area_above(scores, positive)), *of_area(groups, positive, scores)])
    flips = []
    while len(flips) < 200:
        d = [int(value) for value in rng.integers(-4, 5, size=int(rng.integers(2, 12)))]
        # SciPy counts all 2^n sign flips where that many resamples are asked for.
        result = (
            stats.permutation_test((d,), np.sum, permutation_type="samples", n_resamples=np.inf, vectorized=False)
            if any(d)
            else None
        )
        flips.append([d, 1.0 if result is None else float(min(1, result.pvalue))])
    hochberg = []
    for _ in range(CASES):
        p = [round(float(value) ** 3, 6) for value in rng.random(int(rng.integers(1, 20)))]
        hochberg.append([p, floats(multipletests(p, method="fdr_bh")[1])])
    write(
        "intervals",
        {
            "quantiles": quantiles,
            "exact": exact,
            "grouped": grouped,
            "areas": areas,
            "flips": flips,
            "hochberg": hochberg,
        },
    )


# --- logistic regression
# --------------------------------------------------------------------------------------------------------------


def gradient_norm(x, y, model):
    """Of the objective of docs/protocols/inadvertent-memorization.md#the-probe, which is scikit-learn's."""
    miss = special.expit(x @ model.coef_[0] + model.intercept_[0]) - y
    return np.max(np.abs(np.append(model.coef_[0] + model.C * (x.T @ miss), model.C * miss.sum())))


@fixture
def logistic():
    rng = np.random.default_rng(3)
    small = []
    while len(small) < CASES:
        n, d = int(rng.integers(4, 24)), int(rng.integers(1, 7))
        x = np.round(rng.normal(size=(n, d)) * 10 ** rng.uniform(-1, 1, size=d) + rng.normal(size=d), 2)
        y = x[:, 0] / (x[:, 0].std() + 1e-9) + 2 * rng.normal(size=n) > rng.normal()
        if len(set(y)) < 2:
            continue
        c, standardise = float(rng.choice([0.01, 1, 1, 1, 30])), bool(rng.random() < 0.3)
        scaler = StandardScaler().fit(x) if standardise else None
        z = scaler.transform(x) if standardise else x
        # Newton's method, to the optimum: lbfgs, scikit-learn's default, stops at a gradient of 1e-4 over the
        # mean loss.
        model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(z, y)
        assert gradient_norm(z, y, model) < 1e-9
        w, b = model.coef_[0], model.intercept_[0]
        if standardise:
            w = w / scaler.scale_
            b = b - w @ scaler.mean_
        small.append([x.tolist(), [int(value) for value in y], c, standardise, floats(w), float(b)])
    wide = []
    for case in range(24):
        # As hidden states are: more dimensions than rows, a weak signal in some of them. Bytes, in sixteenths.
        n, d = 200, 96 if case % 2 else 240
        y = rng.permutation(np.arange(n) % 2 == 0)
        x = rng.normal(size=(n, d)) * 2 + np.where(rng.random(d) < 0.1, 0.3 * (case % 4), 0) * y[:, None]
        packed = np.clip(np.round(x * 16), -127, 127).astype(np.int8)
        x = packed / 16
        model = LogisticRegression(max_iter=5000).fit(x[:160], y[:160])
        best = LogisticRegression(solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(x[:160], y[:160])
        decision = best.decision_function(x[160:])
        wide.append(
            {
                "d": d,
                "x": base64.b64encode(packed.tobytes()).decode(),
                "y": [int(value) for value in y],
                "accuracy": float(model.score(x[160:], y[160:])),
                "decision": [round(float(value), 6) for value in decision],
            }
        )
    write("logistic", {"small": small, "wide": wide})


# --- likelihood
# ----------------------------------------------------------------------------------------------------------------------


def truth_ratio(correct_loss, wrong_losses):
    """open-unlearning src/evals/metrics/memorization.py, `truth_ratio`; the wrong answers' losses are
    averaged first (utils.py `aggregate_to_1D`).
    """
    correct, wrong = np.exp(-correct_loss), np.exp(-np.mean(wrong_losses))
    ratio = wrong / (correct + 1e-10)
    return [
        ratio,
        np.minimum(ratio, 1 / (ratio + 1e-10)),
        np.maximum(0, 1 - ratio),
        correct / (correct + wrong + 1e-10),
    ]


def probability_with_options(correct, wrong):
    """memorization.py, `probability_w_options`."""
    return correct / (correct + np.sum(wrong) + 1e-10)


def min_k(log_probs, k):
    """open-unlearning src/evals/metrics/mia/min_k.py; VL-MIA metric_util.py L19-25."""
    return -np.mean(np.sort(log_probs)[: max(1, int(len(log_probs) * k))])


def min_k_plus_plus(vocabulary, log_probs, k):
    """mia/min_k_plus_plus.py; `vocabulary` holds all log-probabilities of each position."""
    mu = (np.exp(vocabulary) * vocabulary).sum(-1)
    sigma = (np.exp(vocabulary) * np.square(vocabulary)).sum(-1) - np.square(mu)
    return min_k((log_probs - mu) / np.sqrt(np.maximum(sigma, 1e-6)), k)


def renyi(vocabulary, alpha):
    """VL-MIA metric_util.py L148-191, without its clipping of p to [1e-10, 1 - 1e-10]."""
    p = np.exp(vocabulary)
    if alpha == 1:
        return -(p * vocabulary).sum(-1)
    if alpha == math.inf:
        return -np.log(p.max(-1))
    return np.log((p**alpha).sum(-1)) / (1 - alpha)


def max_renyi(entropies, k):
    """VL-MIA metric_util.py L96-107."""
    return np.mean(np.sort(entropies)[::-1][: max(1, int(len(entropies) * k))])


def priv_leak(auc, reference):
    """open-unlearning src/evals/metrics/privacy.py, `privleak`."""
    score, ref = 1 - auc, 1 - reference
    return (score - ref) / (ref + 1e-10) * 100


def extraction_strength(greedy):
    """memorization.py, `extraction_strength`: the loop's last k stands where nothing matched."""
    for k in range(len(greedy)):
        if all(greedy[k:]):
            break
    return 1 - k / len(greedy)


@fixture
def likelihood():
    rng = np.random.default_rng(4)
    shares = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    ratios, options, lowest, forced, leaks, quality, utility, greedy = ([] for _ in range(8))
    for case in range(CASES):
        correct, wrong = (
            round(float(rng.exponential(3)), 4),
            [round(float(value), 4) for value in rng.exponential(3, int(rng.integers(1, 6)))],
        )
        ratios.append([correct, wrong, floats(truth_ratio(correct, wrong))])
        p, others = (
            round(float(rng.random() ** 4), 6),
            [round(float(value) ** 4, 6) for value in rng.random(int(rng.integers(1, 5)))],
        )
        options.append([p, others, float(probability_with_options(p, others))])
        log_probs = [round(float(-value), 3) for value in rng.exponential(2, int(rng.integers(1, 40)))]
        k = float(rng.choice(shares))
        lowest.append([log_probs, k, float(min_k(log_probs, k)), float(max_renyi(log_probs, k))])
        # Sixty-fourths are exact in float32, in which logits come; the last rows are nearly certain, or all alike.
        positions, size = int(rng.integers(1, 7)), int(rng.integers(2, 14))
        logits = np.round(rng.normal(size=(positions, size)) * rng.choice([0, 1, 4, 30]) * 64) / 64
        vocabulary = logits - special.logsumexp(logits, axis=-1, keepdims=True)
        ids = rng.integers(0, size, positions)
        own = vocabulary[np.arange(positions), ids]
        forced.append(
            [
                logits.tolist(),
                ids.tolist(),
                k,
                float(min_k_plus_plus(vocabulary, own, k)),
                float(-own.mean()),
                floats(max_renyi(renyi(vocabulary, alpha), k) for alpha in (0.5, 1, 2, math.inf)),
            ]
        )
        auc, reference = round(float(rng.random()), 4), round(float(rng.choice([0.5, rng.random()])), 4)
        leaks.append([auc, reference, float(priv_leak(auc, reference))])
        n = int(rng.integers(2, 60))
        a, b = (
            [round(float(value), 3) for value in rng.gamma(2, 0.4, n) + shift]
            for shift in (0, float(rng.choice([0, 0.2, 1])))
        )
        # open-unlearning privacy.py, `ks_test`.
        test = stats.ks_2samp(a, b)
        quality.append([a, b, float(test.statistic), float(test.pvalue)])
        parts = [round(float(value), 5) for value in rng.random(9)]
        if case % 50 == 0:
            parts[3] = 0.0
        # open-unlearning utility.py, `hm_aggregate`.
        utility.append([parts, float(stats.hmean(parts))])
        tokens = [int(value) for value in rng.random(int(rng.integers(1, 20))) < rng.random()]
        if rng.random() < 0.5:
            tokens += [1] * int(rng.integers(0, 5))
        # memorization.py, `exact_memorization`.
        greedy.append([tokens, float(np.mean(tokens)), float(extraction_strength(tokens))])
    write(
        "likelihood",
        {
            "truthRatio": ratios,
            "options": options,
            "minK": lowest,
            "forced": forced,
            "privLeak": leaks,
            "forgetQuality": quality,
            "modelUtility": utility,
            "greedy": greedy,
        },
    )


# --- exposure
# ----------------------------------------------------------------------------------------------------------------------


def log_cdf(z, a):
    """ln of the skew-normal distribution function at 30 digits: SciPy's is wrong in the far left tail
    (docs/quirks.md).
    """
    if z > 0:
        return mp.log1p(-mp.exp(log_cdf(-z, -a)))

    def density(u):
        return 2 * mp.npdf(z - u) * mp.ncdf(a * (z - u))

    width = 1 / (1 + abs(z) * (1 + a * a) + abs(a))
    points = [mp.mpf(0)] + [width * 2**k for k in range(-2, 60) if width * 2**k < 45]
    top = density(mp.mpf(0))
    return mp.log(top) + mp.log(mp.quad(lambda u: density(u) / top, points))


def fit(values):
    """`skewnorm.fit`, then on to the optimum: SciPy's search ends at a relative step of 1e-4."""
    first = stats.skewnorm.fit(values)

    def loss(x):
        z = (values - x[1]) / np.exp(x[2])
        log_cap = special.log_ndtr(x[0] * z)
        pull = np.exp(-((x[0] * z) ** 2) / 2 - np.log(2 * np.pi) / 2 - log_cap)
        value = -np.mean(np.log(2) - x[2] - z**2 / 2 - np.log(2 * np.pi) / 2 + log_cap)
        gradient = [-np.mean(pull * z), np.mean(x[0] * pull - z) / np.exp(x[2]), np.mean(1 - z**2 + x[0] * pull * z)]
        return value, np.array(gradient)

    start = np.array([first[0], first[1], np.log(first[2])])
    root = optimize.root(lambda x: loss(x)[1], start, tol=1e-14)
    assert np.max(np.abs(loss(root.x)[1])) < 1e-12 and loss(root.x)[0] <= loss(start)[0] + 1e-12
    return first, (root.x[0], root.x[1], math.exp(root.x[2]))


@fixture
def exposure():
    rng = np.random.default_rng(5)
    mp.mp.dps = 30
    interpolation = []
    for _ in range(CASES):
        values = rng.choice(100_000, int(rng.integers(2, 40)), replace=False)
        canary, references = int(values[0]), [int(value) for value in values[1:]]
        # tensorflow_privacy secret_sharer/exposures.py, `compute_exposure_interpolation`, without ties.
        rank = 1 + np.sum(np.array(references) < canary)
        interpolation.append([canary, references, float(np.log2(len(references)) - np.log2(rank))])
    cdf = []
    for _ in range(CASES):
        shape = round(float(rng.choice([0, 1, 5, 50])) * float(rng.normal()), 3)
        location, scale = round(float(rng.normal()) * 20, 2), round(float(10 ** rng.uniform(-1, 2)), 3)
        x = round(location + scale * float(rng.normal()) * float(rng.choice([1, 1, 5])), 4)
        z = (mp.mpf(x) - mp.mpf(location)) / mp.mpf(scale)
        cdf.append(
            [
                shape,
                location,
                scale,
                x,
                float(stats.skewnorm.cdf(x, shape, location, scale)),
                float(log_cdf(z, mp.mpf(shape))),
            ]
        )
    fits = []
    for case in range(40):
        shape = [0.5, 1, 3, -5, 10][case % 5]
        references = np.round(stats.skewnorm.rvs(shape, 32, 4, size=1000, random_state=rng), 3)
        scipy_fit, best = fit(references)
        canaries = [round(float(x), 2) for x in np.concatenate([rng.choice(references, 20), rng.uniform(10, 30, 5)])]
        fits.append(
            {
                "references": base64.b64encode(np.round(references * 1000).astype("<u2").tobytes()).decode(),
                "scipy": floats(scipy_fit),
                "best": floats(best),
                "canaries": canaries,
                # tensorflow_privacy exposures.py, `compute_exposure_extrapolation`: of SciPy's own fit and
                # distribution, and of the best.
                "scipyExposure": [
                    value if math.isfinite(value) else None
                    for value in floats(-np.log2(stats.skewnorm.cdf(canaries, *scipy_fit)))
                ],
                "bestExposure": [
                    float(-log_cdf((mp.mpf(x) - best[1]) / best[2], mp.mpf(best[0])) / mp.log(2)) for x in canaries
                ],
            }
        )
    write("exposure", {"interpolation": interpolation, "cdf": cdf, "fits": fits})


# --- skew-normal fits
# -----------------------------------------------------------------------------------------------------------------

REFERENCES = 250


def mulberry32(seed, n):
    """The first n outputs of Tommy Ettinger's generator. Its state is a counter, so numpy makes them all at once."""
    state = (np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x6D2B79F5)).astype(np.uint32)
    t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
    t = (t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))) ^ t
    return t ^ (t >> np.uint32(14))


def seeded_references(seed, shape):
    """Values that lie as a skew-normal's do, made of sums and one root only, so that skew-normal.test.ts
    makes the same to the last bit.
    """
    uniform = (mulberry32(seed, REFERENCES * 24) / 2**32).reshape(REFERENCES, 2, 12)
    # Twelve uniform numbers less six: nearly a normal one, and exact.
    normal = uniform.sum(axis=2) - 6
    delta = shape / math.sqrt(1 + shape * shape)
    values = 32 + 4 * (delta * np.abs(normal[:, 0]) + math.sqrt(1 - delta * delta) * normal[:, 1])
    return np.floor(values * 1000 + 0.5) / 1000


@fixture
def skew_normal():
    rng = np.random.default_rng(6)
    fits, seed, skipped = [], 0, 0
    while len(fits) < CASES:
        seed += 1
        shape = [1.5, 2, 2.5, 3, 4, -2, -3, -4][seed % 8]
        references = seeded_references(seed, shape)
        try:
            first, best = fit(references)
        except AssertionError:
            # Its search ended in no optimum: nothing to compare with.
            skipped += 1
            continue
        fits.append([seed, shape, floats(best), float(np.mean(stats.skewnorm.logpdf(references, *first)))])
    print(f"SciPy found no optimum for {skipped} of {seed}")
    distances = []
    for _ in range(CASES):
        shape, location = (
            round(float(rng.normal()) * float(rng.choice([0, 1, 5, 30])), 3),
            round(float(rng.normal()) * 20, 2),
        )
        scale, n = round(float(10 ** rng.uniform(-1, 2)), 3), int(rng.integers(1, 30))
        values = stats.skewnorm.rvs(shape, location, scale * float(rng.choice([1, 1, 2])), size=n, random_state=rng)
        values = [round(float(value), 3) for value in values]

        # SciPy's skewnorm.cdf loses its left tail (docs/quirks.md); by Owen's T it is good to 1e-16.
        def cdf(x):
            return special.ndtr((x - location) / scale) - 2 * special.owens_t((x - location) / scale, shape)

        distances.append([shape, location, scale, values, float(stats.kstest(values, cdf).statistic)])
    write("skew-normal", {"fits": fits, "distances": distances})


if __name__ == "__main__":
    FIXTURES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name]()
