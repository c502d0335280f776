"""Fits scikit-learn's logistic regression at every line "fit ITERATIONS" on standard input; answers as FitChild does.

Arguments: a folder with features.npy and labels.npy, the features' type, C, the tolerance.
"""

import json
import os
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

folder, precision, cost, tolerance = sys.argv[1:]
features = numpy.load(os.path.join(folder, "features.npy")).astype(precision)
labels = numpy.load(os.path.join(folder, "labels.npy"))
warnings.simplefilter("ignore", ConvergenceWarning)  # the limit of iterations is asked for
version = f"scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}, {precision}"
print(json.dumps({"version": version}), flush=True)
for line in sys.stdin:
    model = LogisticRegression(
        solver="lbfgs", C=float(cost), tol=float(tolerance), max_iter=int(line.split()[1])
    )
    start = time.perf_counter()
    model.fit(features, labels)
    seconds = time.perf_counter() - start
    point = numpy.concatenate([model.coef_.ravel(), model.intercept_]).astype("float64")
    answer = {"seconds": seconds, "passes": int(model.n_iter_[0]), "point": point.tolist()}
    print(json.dumps(answer), flush=True)
