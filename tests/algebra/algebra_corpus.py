"""Pairs of expressions that are equal, and pairs that aren't: what the judge is judged by.

Each line is `[free indices] truth == answer` (or `!=`), read on the model that heads it. Authors'
keys and students' answers are in it as homework writes them; every wrong one is a mistake that
students make, or that a weaker judge lets pass.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.algebra.model import Function, Model, Symbol

MODELS = {
    "scalar": Model(
        symbols=(
            *(Symbol(name) for name in "xyzt"),
            *(Symbol(name, (), "positive") for name in "abc"),
            Symbol("u", (), "unit"),
            Symbol("w", (), "nonzero"),
            Symbol("n", (), "natural"),
            Symbol("Y", (), "binary"),
        ),
        functions=(
            Function("sigma", "1/(1+e^{-x})"),
            Function("f", "max(x, 0.1x)"),
            Function("g", "x e^x"),
        ),
    ),
    "network": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("y", ("M",), "onehot"),
            Symbol("W1", ("H", "D")),
            Symbol("b1", ("H",)),
            Symbol("W2", ("M", "H"), spelled=(r"w^{(2)}",)),
            Symbol("b2", ("M",)),
            Symbol("q", ("H",), given="W1 x + b1"),
            Symbol("h", ("H",), given="ReLU(q)"),
            Symbol("o", ("M",), given=r"W^{(2)} h + b^{(2)}"),
            Symbol("p", ("M",), given="softmax(o)"),
            Symbol("L", given=r"-\sum_{k=1}^M y_k \log(p_k)", spelled=("L(p,y)",)),
        ),
        indices={"i": "M", "j": "M", "k": "M", "l": "H", "m": "D"},
    ),
    "matrix": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("W", ("k", "d")),
            Symbol("w", ("d",)),
            Symbol("v", ("d",)),
            Symbol("y", ("n",)),
            Symbol("z", ("K",)),
            Symbol("s", ("K",), given="softmax(z)"),
            Symbol("r", ("n",), given="y - X w"),
            Symbol("R", given=r"\|r\|^2"),
            Symbol("F", ("n", "k"), given="X W^T"),
        ),
        functions=(Function("sigma", "softmax"),),
        indices={"i": "n", "j": "k", "a": "k", "b": "d", "l": "K", "m": "K"},
    ),
    "dropout": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("X", ("N", "D")),
            Symbol("y", ("N",)),
            Symbol("w", ("D",)),
            Symbol("R", ("N", "D"), "bernoulli p"),
            Symbol("r", (), "bernoulli p"),
            Symbol("x"),
            Symbol("t"),
        ),
    ),
    "line": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("y", ("N",)),
            Symbol("w1"),
            Symbol("w0"),
            Symbol("xbar", given=r"\frac{1}{N}\sum_{i=1}^N x_i"),
            Symbol("ybar", given=r"\frac{1}{N}\sum_{i=1}^N y_i"),
            Symbol("RSS", given=r"\sum_{i=1}^N (y_i - (w_1 x_i + w_0))^2"),
        ),
        indices={"i": "N"},
    ),
    "logistic": Model(
        symbols=(
            Symbol("X", ("D",)),
            Symbol("W1", (4, "D")),
            Symbol("b1", (4,)),
            Symbol("W2", (1, 4)),
            Symbol("b2"),
            Symbol("y", (), "binary"),
            Symbol("z1", (4,), given="W1 X + b1", spelled=("z^{[1]}",)),
            Symbol("a", (4,), given="sigma(z1)", spelled=("a^{[1]}",)),
            Symbol("z2", given="W2 a + b2"),
            Symbol("yhat", given="sigma(z2)"),
            Symbol("L", given=r"-(y \log yhat + (1-y) \log(1-yhat))"),
        ),
        functions=(Function("sigma", "sigmoid"),),
    ),
}

EQUAL = r"""
# scalar
x^2 - 1 == (x-1)(x+1)
(x+y)^2 == x^2 + 2xy + y^2
x**3 - y**3 == (x-y)*(x**2 + x*y + y**2)
abs(x) == sqrt(x^2)
|x| == \max(x, -x)
\max(x, y) == \frac{x + y + |x - y|}{2}
\min(x, y) == -\max(-x, -y)
\max(x, 0.1x) == \begin{cases} x & x \geq 0 \\ 0.1x & \text{otherwise} \end{cases}
f(x) == \max(0,x) + 0.1\min(0,x)
f'(x) == \begin{cases} 1 & x > 0 \\ 0.1 & x < 0 \end{cases}
\mathrm{ReLU}(x) == \max(0, x)
\mathrm{ReLU}(x) == x 1[x>0]
\mathrm{ReLU}(x) == (x + |x|)/2
\mathrm{ReLU}'(x) == 1[x > 0]
\mathrm{ReLU}'(x) == \mathbf 1_{x>0}
\sigma(x) == \frac{e^x}{1+e^x}
\sigma(x) == \frac{1}{1+\exp(-x)}
\sigma(x) == 1 - \sigma(-x)
\sigma'(x) == \sigma(x)(1-\sigma(x))
\sigma'(x) == \frac{e^{-x}}{(1+e^{-x})^2}
\sigma'(x) == \frac{1}{2+e^x+e^{-x}}
\sigma'(x) == \sigma(x) - \sigma(x)^2
\tanh(x) == 2\sigma(2x)-1
\tanh(x) == \frac{e^{2x}-1}{e^{2x}+1}
\tanh(x) == \frac{e^x - e^{-x}}{e^x + e^{-x}}
\tanh(x) == \frac{1-e^{-2x}}{1+e^{-2x}}
\tanh'(x) == 1 - \tanh^2(x)
\tanh'(x) == \text{sech}^2(x)
\tanh'(x) == 4\sigma'(2x)
\tanh'(x) == 1-(\tanh(x))^2
\tanh'(x) == \frac{1}{\cosh^2 x}
\log(ab) == \log a + \log b
\log(a/b) == \log(a) - \log(b)
\log(a^2) == 2\log(a)
\ln(1/a) == -\ln a
\log(\sqrt{a}) == \frac12 \log(a)
a^{x+y} == a^x a^y
(a b)^x == a^x b^x
e^{\log a} == a
\log(e^x) == x
\sqrt{a b} == \sqrt{a}\sqrt{b}
\sqrt{x^2 y^2} == |x y|
\sqrt[3]{x^3} == x
x^{1/3} x^{2/3} == x
\frac{a}{b} + \frac{b}{a} == \frac{a^2+b^2}{ab}
\frac{1}{x^2+1} == (1+x^2)^{-1}
\frac{u}{1-u} == \frac{1}{1-u} - 1
-(Y\log u + (1-Y)\log(1-u)) == -Y \log(u) - (1-Y)\log(1-u)
-(Y\log u + (1-Y)\log(1-u)) == -\log(Y u + (1-Y)(1-u))
Y^2 == Y
-\frac{Y}{u}+\frac{1-Y}{1-u} == \frac{u-Y}{u(1-u)}
\sin^2 x + \cos^2 x == 1
\sin(2x) == 2 \sin(x)\cos(x)
\cos(x+y) == \cos x \cos y - \sin x \sin y
\cosh^2(x)-\sinh^2(x) == 1
\frac{\partial}{\partial x}(x^2 y) == 2xy
\frac{d}{dx} \sigma(x) == \sigma(x)(1-\sigma(x))
\frac{\partial}{\partial w}\left(x\frac{y}{w}\right) == -\frac{x y}{w^2}
\frac{d}{dx}(\log(x^2+1)) == \frac{2x}{x^2+1}
\frac{d}{dx}(x \tanh(x)) == \tanh(x) + x - x\tanh(x)^2
g'(x) == (1+x)e^x
\lim_{x\to\infty} \sigma'(x) == 0
\lim_{x\to -\infty} \sigma(x) == 0
\lim_{x\to\infty} \tanh(x) == 1
\lim_{x\to 0} \frac{\sin(x)}{x} == 1
\sum_{m=1}^{4} m == 10
\sum_{m=0}^{3} x^m == 1+x+x^2+x^3
\prod_{m=1}^{3} (x+m) == (x+1)(x+2)(x+3)
\log(1+e^x) == x + \log(1+e^{-x})
\mathrm{softplus}(x) == \log(1+\exp(x))
(\tanh(z)-y)(1-\tanh(z)^2) == (\tanh(z) - y)\text{sech}^2(z)
0.5x == \frac{x}{2}
1.50 x == 3x/2
x - y - z == x - (y + z)
-x^2 == -(x^2)
2^{-1} x == x/2
e^{-x^2} == \exp(-(x*x))
(-1)^n (-1)^n == 1
\begin{cases} 1 & x>0 \text{ and } y>0 \\ 0 & \text{otherwise}\end{cases} == [x>0][y>0]
\max\{x,0\} == x\cdot 1[x \ge 0]
x^2/x == x
\frac{x^2-y^2}{x-y} == x+y
|x||y| == |xy|
x·y − z == -z + x×y
1 - 2Y == (-1)^Y
# network
[ij] dp_i/do_j == p_i(\delta_{ij} - p_j)
[ij] dp_i/do_j == p_i*(delta_ij - p_j)
[ij] dp_i/do_j == \begin{cases} -p_i p_j & , i \neq j \\ p_i(1-p_j) & , i = j \end{cases}
[ij] dp_i/do_j == p_j(\mathbf 1_{i=j} - p_i)
[ij] dp_i/do_j == \frac{e^{o_i}}{\sum_k e^{o_k}}\left(\delta_{ij} - \frac{e^{o_j}}{\sum_k e^{o_k}}\right)
[] dp/do == \mathrm{diag}(\mathbf p) - \mathbf p\mathbf p^\top
[] dp/do == \operatorname{diag}(p)(I_M - \mathbf 1_M p^T)
[j] dL/do_j == p_j - y_j
[j] dL/do_j == -[y_j - p_j]
[j] dL/do_j == p_j \sum_k y_k - y_j
[j] dL/do_j == -\sum_{i=1}^M \frac{y_i}{p_i} p_i(\delta_{ij}-p_j)
[j] dL/do_j == \sum_i \frac{\partial L}{\partial p_i}\frac{\partial p_i}{\partial o_j}
[j] dL/do_j == p - y
[] \nabla_{\mathbf o}[L] == \mathbf p - \mathbf y
[] \nabla_o[L] == \begin{bmatrix} p_1 - y_1 \\ \vdots \\ p_M - y_M \end{bmatrix}
[i] dL/dp_i == -\frac{y_i}{p_i}
[ij] do_i/db2_j == \delta_{ij}
[ij] \frac{\partial o_i}{\partial b_j^{(2)}} == [i=j]
[j] \frac{\partial L}{\partial b_j^{(2)}} == p_j - y_j
[il] do_i/dh_l == W^{(2)}_{il}
[l] dL/dh_l == \sum_k W^{(2)}_{kl}(p_k - y_k)
[l] dL/dh_l == \sum_{k=1}^{M} (p_k-y_k) w_{kl}^{(2)}
[l] dL/dh_l == W^{(2)\top}(p - y)
[] \nabla_{\mathbf h}[L] == W^{(2)\top}\nabla_{\mathbf o}[L]
[] dL/dh == W2.T @ (p - y)
[] dL/dh == ((p-y)^T W_2)^T
[kil] \frac{\partial o_k}{\partial W_{il}^{(2)}} == \delta_{ik} h_l
[il] \frac{\partial L}{\partial W_{il}^{(2)}} == (p_i-y_i)h_l
[] \nabla_{W^{(2)}}[L] == \nabla_o[L]\mathbf h^T
[] dL/dW2 == (p-y)h^T
[l] dL/dq_l == \frac{\partial L}{\partial h_l} \mathbf{1}[q_l>0]
[l] dL/dq_l == \begin{cases} \sum_k W^{(2)}_{kl}(p_k-y_k) & q_l \geq 0 \\ 0 & q_l < 0 \end{cases}
[l] dL/dq_l == \frac{\partial L}{\partial h_l}\mathrm{ReLU}'(q_l)
[] dL/dq == (W^{(2)\top}(p-y)) \odot \mathbf 1[q > 0]
[] dL/dq == diag(1[q>0]) W2^T (p-y)
[] dL/db1 == (W_2^T(p-y)) ⊙ [q > 0]
[] dL/dW1 == ((W_2^T(p-y)) ⊙ [q > 0]) x^T
[lm] dL/dW1_{lm} == \frac{\partial L}{\partial q_l} x_m
[] dL/dx == W1^T((W2^T(p-y)) \odot 1[q>0])
L == -y^T \log(p)
L == \log(\sum_k e^{o_k}) - y^T o
L == -\log(y^T p)
\sum_k p_k == 1
\sum_{k} y_k^2 == 1
# matrix
[] dR/dw == -2X^T(y - Xw)
[] dR/dw == 2X^\top(Xw-y)
[] \nabla_w[R] == 2X^TXw - 2X^Ty
[b] dR/dw_b == -2\sum_i X_{ib} r_i
R == (y-Xw)^T(y-Xw)
R == y^Ty - 2w^TX^Ty + w^TX^TXw
R == \sum_{i=1}^n (y_i - \sum_{b=1}^d X_{ib}w_b)^2
[ijab] dF_{ij}/dW_{ab} == X_{ib}\delta_{ja}
[ijab] dF_{ij}/dW_{ab} == X_{ib} \cdot \mathbf{1}_{j=a}
[ij] F_{ij} == \sum_b X_{ib} W_{jb}
[] \frac{\partial}{\partial w}(X w) == X
[] \frac{\partial}{\partial w}(w^2) == \operatorname{diag}(2w)
[] \frac{\partial}{\partial w}(w^Tw) == 2w
[] \frac{\partial}{\partial w}(\|w\|^2) == 2w
[] \frac{\partial}{\partial w}(w^T v) == v
[] \frac{\partial w}{\partial w} == I_d
[lm] ds_l/dz_m == \sigma(\mathbf z)_l(\delta_{lm} - \sigma(\mathbf z)_m)
[lm] \frac{\partial s_l}{\partial z_m} == s_l \delta_{lm} - s_l s_m
[] ds/dz == \operatorname{diag}(\sigma(z)) - \sigma(z)\sigma(z)^\top
\|w\|_1 == \sum_b |w_b|
\|X\|_F^2 == tr(X^T X)
\|\mathrm{diag}(X^TX)^{1/2}w\|^2 == \sum_b w_b^2 \sum_i X_{ib}^2
w \cdot v == w^T v
w^Tv == v^Tw
[] (X W^T)^T == W X^T
[] X(w + v) == X w + X v
[] w \odot v == v \odot w
[] w \odot v == diag(w) v
[] (w - v) + v == w
\mathbf 1_n^T X w == \sum_i \sum_b X_{ib} w_b
# dropout
\mathbb E_r[(t - r x)^2] == (t - p x)^2 + p(1-p)x^2
\mathbb{E}_R[\|y-(R\odot X)w\|^2] == \|y-pXw\|^2+p(1-p)\|\mathrm{diag}(X^TX)^{1/2}w\|^2
\mathbb{E}_R[\|y-(R\odot X)w\|^2] == \|y - pXw\|^2 + p(1-p) w^T \mathrm{diag}(X^TX) w
\mathrm{Var}_r(r x) == p(1-p)x^2
E_r[r^2] == p
[] E_R[(R ⊙ X) w] == p X w
# line
\frac{\partial RSS}{\partial w_1} == -2\sum_{i=1}^N x_i(y_i-(w_1x_i+w_0))
\frac{\partial RSS}{\partial w_0} == -2 \sum_{i=1}^N (y_i - (w_1x_i+w_0))
\frac{\partial RSS}{\partial w_0} == 2N(w_0 + w_1\bar{x} - \bar{y})
\sum_{i=1}^N (x_i-\bar x)(y_i-\bar y) == \sum_i x_i y_i - N\bar x\bar y
\sum_i (x_i - \bar{x})^2 == \sum_i x_i^2 - N \bar x^2
\sum_i (x_i - \bar x) == 0
\bar y - w_1 \bar x == \frac{1}{N}\sum_{i=1}^N y_i - w_1\frac{1}{N}\sum_{i=1}^N x_i
# logistic
\frac{\partial L}{\partial \hat y} == \frac{\hat y-y}{\hat y(1-\hat y)}
\frac{\partial L}{\partial \hat{y}} == -\left(\frac{y}{\hat y}-\frac{1-y}{1-\hat y}\right)
\frac{\partial L}{\partial z^{[2]}} == \hat y - y
\frac{\partial L}{\partial z^{[2]}} == \frac{\partial L}{\partial\hat y}\cdot\frac{\partial\hat y}{\partial z^{[2]}}
[] \frac{\partial L}{\partial W^{[2]}} == (\hat y-y)a^{[1]\top}
[] \frac{\partial L}{\partial a^{[1]}} == W^{[2]\top}(\hat y-y)
[] \frac{\partial L}{\partial z^{[1]}} == (W^{[2]\top}(\hat y-y)) \odot a^{[1]} \odot (1-a^{[1]})
[] \frac{\partial L}{\partial W^{[1]}} == [(W_2^T(\hat y-y)) ⊙ a ⊙ (1-a)]X^T
[] \frac{\partial L}{\partial b^{[1]}} == \frac{\partial L}{\partial z^{[1]}}
"""

DIFFERENT = r"""
# scalar
x^2 - 1 != (x-1)^2
(x+y)^2 != x^2+y^2
x != \sqrt{x^2}
x^2 != |x|
|x+y| != |x|+|y|
\max(x, 0.1x) != \max(x, 0.01x)
\max(x, 0.1x) != \max(x, -0.1x)
\max(x, 0.1x) != x
\max(0, x) != x
\max(0, x) != \min(0, x)
f'(x) != 1[x>0]
f'(x) != \begin{cases} 1 & x > 0 \\ 0.01 & x < 0 \end{cases}
\mathrm{ReLU}'(x) != 1
\mathrm{ReLU}'(x) != 1[x<0]
\mathrm{ReLU}'(x) != x
\sigma(x) != \frac{1}{1+e^x}
\sigma(x) != \frac{e^x}{1-e^x}
\sigma'(x) != \sigma(x)(1+\sigma(x))
\sigma'(x) != \sigma(x)
\sigma'(x) != \frac{-e^{-x}}{(1+e^{-x})^2}
\sigma'(x) != \frac{e^{-x}}{1+e^{-2x}+e^{-x}}
\tanh(x) != 2\sigma(x)-1
\tanh(x) != \sigma(2x)-1
\tanh(x) != 2\sigma(2x)
\tanh'(x) != 1-\tanh(x)
\tanh'(x) != 1+\tanh(x)^2
\tanh'(x) != 2\sigma'(2x)
\tanh'(x) != 4\sigma'(x)
\log(a+b) != \log a+\log b
\log(ab) != \log(a)\log(b)
\log(a/b) != \frac{\log(a)}{\log(b)}
\log(a^2) != (\log(a))^2
\log(x^2) != 2\log(a)
a^{x+y} != a^x+a^y
a^{xy} != a^x a^y
\sqrt{a+b} != \sqrt{a}+\sqrt{b}
\sqrt{x^2y^2} != xy
\frac{a}{b+c} != \frac{a}{b}+\frac{a}{c}
\frac{1}{x^2+1} != x^{-2}+1
-(Y\log u+(1-Y)\log(1-u)) != Y\log(u)+(1-Y)\log(1-u)
-(Y\log u+(1-Y)\log(1-u)) != -\log(u)
-\frac{Y}{u}+\frac{1-Y}{1-u} != \frac{u-Y}{u}
-\frac{Y}{u}+\frac{1-Y}{1-u} != \frac{Y-u}{u(1-u)}
-\frac{Y}{u}+\frac{1-Y}{1-u} != u - Y
\sin(2x) != 2\sin(x)
\cos(x+y) != \cos x+\cos y
\frac{\partial}{\partial x}(x^2y) != x^2
\frac{\partial}{\partial w}\left(x\frac{y}{w}\right) != \frac{x}{w}
\frac{\partial}{\partial w}\left(x\frac{y}{w}\right) != \frac{x y}{w^2}
\frac{d}{dx}(\log(x^2+1)) != \frac{1}{x^2+1}
g'(x) != e^x
g'(x) != x e^x
\lim_{x\to\infty}\sigma(x) != 0
\lim_{x\to\infty}\tanh(x) != 0
\sum_{m=1}^{4} m != 9
\sum_{m=0}^{3} x^m != x+x^2+x^3
0.5x != 0.05x
0.333x != x/3
x-y-z != x-(y-z)
-x^2 != (-x)^2
e^{-x^2} != (e^{-x})^2 e^{x}
2^x != x^2
\max(x,y) != \frac{x+y-|x-y|}{2}
\max\{x,0\} != 1[x\ge 0]
Y != 1-Y
x != x + 10^{-9}
x != 1.0000001x
\log(1+e^x) != x
\begin{cases} x & x > 50 \\ 0 & \text{otherwise}\end{cases} != 0
\begin{cases} 1 & x>0 \text{ and } y>0 \\ 0 & \text{otherwise}\end{cases} != [x>0]
(\tanh(z)-y)(1-\tanh(z)^2) != (\tanh(z)-y)
(\tanh(z)-y)(1-\tanh(z)^2) != (\tanh(z)-y)(1-z^2)
# network
[ij] dp_i/do_j != p_i(1-p_j)
[ij] dp_i/do_j != -p_i p_j
[ij] dp_i/do_j != p_i(\delta_{ij}-p_i)
[ij] dp_i/do_j != p_j(\delta_{ij}-p_j)
[ij] dp_i/do_j != p_i(p_j-\delta_{ij})
[ij] dp_i/do_j != p_i(\delta_{ij}+p_j)
[ij] dp_i/do_j != \delta_{ij} - p_j
[ij] dp_i/do_j != p_i \delta_{ij}
[ij] dp_i/do_j != \begin{cases} p_ip_j & i\neq j \\ p_i(1-p_j) & i=j\end{cases}
[ij] dp_i/do_j != \begin{cases} -p_ip_j & i=j \\ p_i(1-p_j) & i\neq j\end{cases}
[] dp/do != \mathrm{diag}(p)-p^Tp
[] dp/do != \mathrm{diag}(p)+pp^T
[] dp/do != I_M - pp^T
[] dp/do != \mathrm{diag}(p)
[j] dL/do_j != y_j-p_j
[j] dL/do_j != p_j
[j] dL/do_j != p_j-1
[j] dL/do_j != p_jy_j
[j] dL/do_j != \frac{p_j-y_j}{M}
[j] dL/do_j != \frac{p_j-y_j}{2}
[j] dL/do_j != \frac{p_j-y_j}{3}
[j] dL/do_j != -\frac{y_j}{p_j}
[j] dL/do_j != \sum_k (p_k-y_k)
[j] dL/do_j != p_j y_j - y_j
[j] dL/do_j != (p_j - y_j)^2
[i] dL/dp_i != -\frac{1}{p_i}
[i] dL/dp_i != \frac{y_i}{p_i}
[i] dL/dp_i != -y_i\log(p_i)
[ij] do_i/db2_j != 1
[ij] do_i/db2_j != 0
[il] do_i/dh_l != \sum_l W^{(2)}_{il}
[il] do_i/dh_l != W^{(2)}_{il}h_l
[l] dL/dh_l != \sum_k W^{(2)}_{kl}(y_k-p_k)
[l] dL/dh_l != \sum_k W^{(2)}_{kl}p_k
[l] dL/dh_l != \sum_k W^{(2)}_{kl}
[l] dL/dh_l != W^{(2)}_{1l}(p_1-y_1)
[] dL/dh != W2(p-y)
[] dL/dh != (p-y)^TW2
[] dL/dh != W2^T p
[] dL/dh != 2W2^T(p-y)
[kil] \frac{\partial o_k}{\partial W_{il}^{(2)}} != h_l
[kil] \frac{\partial o_k}{\partial W_{il}^{(2)}} != \delta_{ik}
[il] \frac{\partial L}{\partial W_{il}^{(2)}} != (p_i-y_i)
[il] \frac{\partial L}{\partial W_{il}^{(2)}} != (y_i-p_i)h_l
[il] \frac{\partial L}{\partial W_{il}^{(2)}} != (p_i-y_i)q_l
[] dL/dW2 != h(p-y)^T
[] dL/dW2 != (p-y)q^T
[] dL/dW2 != (p-y)h^T/M
[l] dL/dq_l != \frac{\partial L}{\partial h_l}
[l] dL/dq_l != \frac{\partial L}{\partial h_l} 1[q_l<0]
[l] dL/dq_l != \frac{\partial L}{\partial h_l} h_l
[l] dL/dq_l != \frac{\partial L}{\partial h_l} q_l
[] dL/dq != W2^T(p-y)
[] dL/db1 != (W2^T(p-y)) ⊙ h
[] dL/dW1 != (W2^T(p-y))x^T
[] dL/dW1 != x((W2^T(p-y)) ⊙ [q>0])^T
[] dL/dx != W1^T W2^T(p-y)
L != y^T\log(p)
L != -p^T\log(y+1)
L != -\frac1M y^T\log(p)
L != -\log(p_1)
\sum_k p_k != M
# matrix
[] dR/dw != -2X(y-Xw)
[] dR/dw != 2X^T(y-Xw)
[] dR/dw != -X^T(y-Xw)
[] dR/dw != -2(y-Xw)^TX
[] dR/dw != 2X^TXw
[b] dR/dw_b != -2\sum_i r_i
[b] dR/dw_b != -2X_{1b}r_1
R != \|y-Xw\|
R != y^Ty+w^TX^TXw
R != y^Ty-w^TX^Ty+w^TX^TXw
[ijab] dF_{ij}/dW_{ab} != X_{ib}
[ijab] dF_{ij}/dW_{ab} != \delta_{ja}
[ijab] dF_{ij}/dW_{ab} != X_{ib}\delta_{ja}W_{ab}
[ij] F_{ij} != \sum_b X_{ib}
[ij] F_{ij} != X_{i1} W_{j1}
[] \frac{\partial}{\partial w}(Xw) != X^T
[] \frac{\partial}{\partial w}(w^2) != 2w
[] \frac{\partial}{\partial w}(w^2) != \operatorname{diag}(w)
[] \frac{\partial}{\partial w}(\|w\|^2) != w
[] \frac{\partial}{\partial w}(\|w\|^2) != 2w^T
[] \frac{\partial}{\partial w}(w^Tv) != w
[] \frac{\partial w}{\partial w} != \mathbf 1_d
[lm] ds_l/dz_m != s_l(1-s_m)
[lm] ds_l/dz_m != s_l(\delta_{lm}-s_l)
[] ds/dz != \operatorname{diag}(z)-ss^T
\|w\|_1 != \|w\|
\|X\|_F^2 != \|X\|_F
w^Tv != \|w\|\|v\|
[] X(w+v) != Xw
[] w\odot v != w \odot w
# dropout
\mathbb E_r[(t-rx)^2] != (t-px)^2
\mathbb E_r[(t-rx)^2] != (t-px)^2-p(1-p)x^2
\mathbb E_r[(t-rx)^2] != (t-px)^2+px^2
\mathbb{E}_R[\|y-(R\odot X)w\|^2] != \|y-pXw\|^2
\mathbb{E}_R[\|y-(R\odot X)w\|^2] != \|y-pXw\|^2+p(1-p)\|Xw\|^2
\mathrm{Var}_r(rx) != px^2
E_r[r^2] != p^2
# line
\frac{\partial RSS}{\partial w_1} != 2\sum_i x_i(y_i-(w_1x_i+w_0))
\frac{\partial RSS}{\partial w_1} != -2\sum_i(y_i-(w_1x_i+w_0))
\frac{\partial RSS}{\partial w_0} != -\sum_i (y_i-(w_1x_i+w_0))
\frac{\partial RSS}{\partial w_0} != 2(w_0+w_1\bar x-\bar y)
\sum_{i=1}^N(x_i-\bar x)(y_i-\bar y) != \sum_i x_iy_i-\bar x\bar y
\sum_i(x_i-\bar x)^2 != \sum_i x_i^2 - \bar x^2
# logistic
\frac{\partial L}{\partial\hat y} != \hat y-y
\frac{\partial L}{\partial z^{[2]}} != y-\hat y
\frac{\partial L}{\partial z^{[2]}} != (\hat y-y)\hat y(1-\hat y)
[] \frac{\partial L}{\partial W^{[2]}} != (\hat y-y)a^{[1]}
[] \frac{\partial L}{\partial a^{[1]}} != (\hat y-y)W^{[2]}
[] \frac{\partial L}{\partial z^{[1]}} != W^{[2]\top}(\hat y-y)
[] \frac{\partial L}{\partial z^{[1]}} != (W^{[2]\top}(\hat y-y))\odot a
[] \frac{\partial L}{\partial W^{[1]}} != X[(W_2^T(\hat y-y))⊙a⊙(1-a)]^T
"""


class Pair(NamedTuple):
    """A truth and an answer on a model, with the free indices."""

    model: str
    free: str
    truth: str
    answer: str


def pairs(text: str) -> list[Pair]:
    """The pairs of one of the lists above."""
    found, model = [], ""
    for line in filter(None, text.splitlines()):
        if line.startswith("# "):
            model = line[2:]
            continue
        match = re.fullmatch(r"(?:\[(\w*)\] )?(.*?) (?:==|!=) (.*)", line)
        assert match, line
        found.append(Pair(model, match[1] or "", match[2], match[3]))
    return found
