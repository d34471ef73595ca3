"""Prints what scikit-learn fits to the rows of LinearFitTest, by which LIME's regressions are held; run by hand.

    python linear.py
"""

import numpy as np
from sklearn.linear_model import Lasso, Ridge

ROWS = np.array([[1, 1, 1], [1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 0]], float)
WEIGHTS = np.array([1, 0.8, 0.7, 0.75, 0.4, 0.35, 0.3, 0.1])
OUTPUTS = np.array([0.9, 0.2, 0.6, 0.5, 0.1, 0.3, 0.05, 0])
ALPHA = 0.02

ridge = Ridge(ALPHA * WEIGHTS.sum(), tol=1e-14).fit(ROWS, OUTPUTS, WEIGHTS)
print("ridge", ridge.coef_.tolist(), ridge.score(ROWS, OUTPUTS, WEIGHTS))
mean = np.average(OUTPUTS, weights=WEIGHTS)
deviation = np.sqrt(np.average((OUTPUTS - mean) ** 2, weights=WEIGHTS))
# As here, outputs are scaled first; scikit-learn's penalty stands beside half of the mean of squares.
for alpha in (ALPHA, 0.2):
    lasso = Lasso(alpha, tol=1e-14, max_iter=10**6).fit(ROWS, OUTPUTS / deviation, WEIGHTS)
    print("lasso", alpha, (lasso.coef_ * deviation).tolist())
