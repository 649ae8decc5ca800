"""Mathematics as homework solutions print it: what it must be read as, or why it is refused.

Each line is `written ==> plain`: the written span, and the plain notation of the tree that it
must give (`show`'s). `!!> words` means that it is refused with these words.
"""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

MODELS = {
    # Two computational graphs with sigmoid, leaky ReLU and binary cross-entropy.
    "graphs": Model(
        symbols=(
            Symbol("W1", (1, 2)), Symbol("B1"), Symbol("W2", (1, 2)), Symbol("B2"),
            Symbol("W3", (1, 2), spelled=("w_3",)), Symbol("B3", spelled=("B",)),
            Symbol("X", (2,)), Symbol("H", (2,)), Symbol("Y"), Symbol("Yhat", (), "unit"),
            Symbol("z1"), Symbol("z2"), Symbol("z3"), Symbol("z5"), Symbol("z"), Symbol("x"),
            Symbol("L", spelled=("L_{CE}", r"L_{CE}(\hat{Y}, Y)")),
            Symbol("MSE", spelled=(r"MSE(Y, \hat{Y})",)),
        ),
        functions=(Function("sigma", "sigmoid"), Function("f", "max(x, 0.1x)")),
    ),
    # A two-layer network with squared or cross-entropy loss, numerator layout.
    "layers": Model(
        symbols=(
            Symbol("x", ("n",)), Symbol("y", ("K",)), Symbol("W1", ("h", "n")),
            Symbol("b1", ("h",)), Symbol("W2", ("K", "h")), Symbol("b2", ("K",)),
            Symbol("z1", ("h",)), Symbol("z2", ("h",)), Symbol("z3", ("K",)),
            Symbol("yhat", ("K",)),
            Symbol("l", spelled=(r"\ell", r"\ell_{BCE}(\hat{\mathbf{y}}, \mathbf{y})",
                                 r"\ell_{MSE}(\hat{\mathbf{y}}, \mathbf{y})")),
        ),
        functions=(Function("sigma", "sigmoid"), Function("f", "tanh")),
        indices={"i": "K"},
        layout="jacobian",
    ),
    # Least squares on a line, a small logistic network, and optimisers.
    "fits": Model(
        symbols=(
            Symbol("x", ("N",)), Symbol("y", ("N",)), Symbol("w0"), Symbol("w1"),
            Symbol("e", ("N",)), Symbol("RSS"), Symbol("xbar"), Symbol("ybar"), Symbol("yhat"),
            Symbol("X", ("D",)), Symbol("W1", (4, "D")), Symbol("b1", (4,)),
            Symbol("W2", (1, 4)), Symbol("b2"), Symbol("z1", (4,)), Symbol("z2"),
            Symbol("a1", (4,)), Symbol("a2"), Symbol("L", spelled=(r"L(y, \hat{y})",)),
            Symbol("mhat", spelled=(r"\hat{m}_t",)), Symbol("vhat", spelled=(r"\hat{v}_t",)),
            Symbol("m", spelled=("m_t",)), Symbol("v", spelled=("v_t",)),
            Symbol("g", spelled=("g_t",)), Symbol("omega", spelled=(r"\omega_{t-1}",)),
            Symbol("eta", (), "positive"), Symbol("eps", (), "positive", (r"\epsilon",)),
            Symbol("beta1", (), "unit", (r"\beta_1",)), Symbol("t", (), "natural"),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "N"},
    ),
    # Jacobians, softmax and a small expression graph.
    "jacobians": Model(
        symbols=(
            Symbol("X", ("n", "d")), Symbol("W", ("k", "d")), Symbol("w", ("d",)),
            Symbol("xi", ("d",), spelled=("x_i",)), Symbol("c"), Symbol("z", ("K",)),
            Symbol("J", ("n", "d"), spelled=("J_f(w)", r"J_{\sigma}(\mathbf{z})")),
            Symbol("T", ("n", "k", "k", "d"), spelled=("J4",)),
            Symbol("F", ("n", "k"), spelled=("f(W)",)),
        ),
        functions=(Function("sigma", "softmax", spelled=(r"\sigma",)),),
        indices={"i": "n", "j": "k", "k": "k", "l": "d", "p": "d"},
    ),
    "activations": Model(
        symbols=(Symbol("z"), Symbol("x"), Symbol("y"), Symbol("h1"), Symbol("h2"), Symbol("h3"), Symbol("f")),
        functions=(Function("sigma", "sigmoid"),),
    ),
    # One hidden layer, softmax and cross-entropy; column gradients.
    "network": Model(
        symbols=(
            Symbol("x", ("D",)), Symbol("y", ("M",), "onehot"), Symbol("W1", ("H", "D")),
            Symbol("b1", ("H",)), Symbol("W2", ("M", "H"), spelled=(r"w^{(2)}", r"\omega^{(2)}")),
            Symbol("b2", ("M",)), Symbol("q", ("H",)), Symbol("h", ("H",)),
            Symbol("o", ("M",)), Symbol("p", ("M",)),
            Symbol("L", spelled=(r"L(\mathbf{p}, \mathbf{y})",)),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "M", "j": "M", "k": "M"},
    ),
    # Two networks, one with sigmoid and one with tanh; index 0 is the bias.
    "twins": Model(
        symbols=(
            Symbol("x", ("M",)), Symbol("y", ("K",)), Symbol("yy", ("K",), spelled=("y'",)),
            Symbol("w1", ("M", "M+1"), start=(1, 0)), Symbol("w2", ("K", "M+1"), start=(1, 0)),
            Symbol("u1", ("M", "M+1"), start=(1, 0)), Symbol("u2", ("K", "M+1"), start=(1, 0)),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "M", "j": "M", "k": "K"},
    ),
    # Dropout as ridge regression.
    "ridge": Model(
        symbols=(
            Symbol("X", ("N", "D")), Symbol("y", ("N",)), Symbol("w", ("D",)),
            Symbol("p", (), "unit"), Symbol("R", ("N", "D"), "bernoulli p"),
            Symbol("L", spelled=(r"L_{\text{dropout}}(\mathbf{w})", r"L(\mathbf{w})")),
            Symbol("Gamma", ("D", "D"), spelled=(r"\Gamma",)),
            Symbol("f", spelled=(r"f_{\mathbf{w}}(\mathbf{x})",)), Symbol("x", ("D",)),
        ),
        indices={"i": "D"},
    ),
    # A perceptron on numbered points.
    "points": Model(
        symbols=(
            Symbol("x", (4, 2), spelled=(r"x^{(\cdot)}",)), Symbol("y", (4,), spelled=(r"y^{(\cdot)}",)),
            Symbol("w", (2,)), Symbol("b"), Symbol("a", (4,)),
        ),
        functions=(Function("sigma", "1[x >= 0]"),),
        indices={"i": 4, "j": 4},
    ),
}  # fmt: skip

SPANS = r"""
# graphs
\frac{dL}{dH} ==> ∂L/∂H
\mathbf{W}_1 = [1, -1] ==> W1 = [1, -1]
\mathbf{W}_2 = [-1, 0.5] ==> W2 = [-1, 0.5]
f(x) = \max(x, 0.1x) \quad (1) ==> f(x) = max(x, 0.1 * x)
H_1 = f(W_1X + B_1) ==> H_{1} = f(W1 * X + B1)
f\left(\begin{bmatrix} 1 & -1 \end{bmatrix} \begin{bmatrix} -1 \\ 1 \end{bmatrix} + 0\right) ==> f([1, -1] * [-1; 1] + 0)
\max(-2, 0.1 \cdot (-2)) ==> max(-2, 0.1 · (-2))
\hat{Y} = \sigma(W_3H + B_3) ==> Yhat = sigma(W3 * H + B3)
\frac{1}{1 + e^{-0.8}} \approx 0.690 ==> 1/(1 + e^{-0.8}) ≈ 0.690
L_{CE}(\hat{Y}, Y) = -Y \log(\hat{Y}) - (1 - Y) \log(1 - \hat{Y}) ==> L = -Y * log(Yhat) - (1 - Y) * log(1 - Yhat)
-0 \log\left(\frac{1}{1 + e^{-0.8}}\right) - (1 - 0) \log\left(1 - \frac{1}{1 + e^{-0.8}}\right) ==> -0 * log(1/(1 + e^{-0.8})) - (1 - 0) * log(1 - 1/(1 + e^{-0.8}))
z_3 = W_3H + B_3 ==> z3 = W3 * H + B3
\frac{\partial L_{CE}}{\partial \hat{Y}} = \frac{\hat{Y} - Y}{\hat{Y}(1 - \hat{Y})} = \frac{\sigma(z_3) - Y}{\sigma(z_3)(1 - \sigma(z_3))} ==> ∂L/∂Yhat = (Yhat - Y)/(Yhat * (1 - Yhat)) = (sigma(z3) - Y)/(sigma(z3) * (1 - sigma(z3)))
\frac{\partial L_{CE}}{\partial z_3} = \frac{\partial L_{CE}}{\partial \hat{Y}} \frac{\partial \hat{Y}}{\partial z_3} = \sigma(z_3) - Y = 0.690 - 0 = 0.690 ==> ∂L/∂z3 = (∂L/∂Yhat) * (∂Yhat/∂z3) = sigma(z3) - Y = 0.690 - 0 = 0.690
0.690H = 0.690 [-0.2 \quad 2] = [-0.138 \quad 1.380] ==> 0.690 * H = 0.690 * [-0.2, 2] = [-0.138, 1.380]
0.690w_{3,1} = 0.690 \cdot 1 = 0.690 ==> 0.690 * W3_{1} = 0.690 · 1 = 0.690
0.690(0.1) = 0.069 ==> 0.690 * 0.1 = 0.069
0.069 \cdot (-1) + 0.690 \cdot 0.5 = 0.276 ==> 0.069 · (-1) + 0.690 · 0.5 = 0.276
-3 \cdot \frac{-1}{1.5} = -3 \cdot \frac{-2}{3} = 2 ==> -3 · ((-1)/1.5) = -3 · ((-2)/3) = 2
X_1X_2X_3 + B_1 ==> X_{1} * X_{2} * X_{3} + B1
(2)(-1)(1) + 1 = -2 + 1 = -1 ==> 2 * (-1) * 1 + 1 = -2 + 1 = -1
H_5 = \max(H_4, H_1) = \max(2, 1.5) = 2 ==> H_{5} = max(H_{4}, H_{1}) = max(2, 1.5) = 2
\hat{Y} = \sigma(H_3 - H_5) = \sigma(1.5 - 2) = \frac{1}{1 + e^{0.5}} \approx 0.378 ==> Yhat = sigma(H_{3} - H_{5}) = sigma(1.5 - 2) = 1/(1 + e^{0.5}) ≈ 0.378
-0.622(1) + 0.622 \left(-\frac{W_2 \cdot H_2}{H_1^2} \right) + 0.622(0) ==> -0.622 * 1 + 0.622 * (-(W2 · H_{2})/H_{1}^{2}) + 0.622 * 0
(-1.452)(1.5) - (1.245)(2)(1) = -4.668 ==> (-1.452) * 1.5 - 1.245 * 2 * 1 = -4.668
\frac{d}{d\hat{Y}} L_{CE} = \frac{\hat{Y} - Y}{\hat{Y}(1 - \hat{Y})} ==> ∂L/∂Yhat = (Yhat - Y)/(Yhat * (1 - Yhat))
\sigma(x) = \frac{e^x}{1 + e^x} = \frac{1}{1 + e^{-x}} ==> sigma(x) = e^{x}/(1 + e^{x}) = 1/(1 + e^{-x})
\frac{d}{dx} \sigma(x) = \frac{1}{1 + e^{-x}} \left(1 - \frac{1}{1 + e^{-x}} \right) ==> ∂sigma(x)/∂x = (1/(1 + e^{-x})) * (1 - 1/(1 + e^{-x}))
\tanh(x) = \frac{e^{2x} - 1}{e^{2x} + 1} ==> tanh(x) = (e^{2 * x} - 1)/(e^{2 * x} + 1)
\tanh(x) = 2\sigma(2x) - 1 ==> tanh(x) = 2 * sigma(2 * x) - 1
MSE(Y, \hat{Y}) = \frac{1}{2}(\hat{Y} - Y)^2 = \frac{1}{2}(\tanh(0.8) - (-1))^2 \approx 1.385 ==> MSE = (1/2) * (Yhat - Y)^{2} = (1/2) * (tanh(0.8) - (-1))^{2} ≈ 1.385
(\hat{Y} - Y)(\text{sech}^2(z)) ==> (Yhat - Y) * sech(z)^{2}
f'(x) = 1, \quad x \geq 0 !!> 2 statements
\nabla \mathbf{W}_3 !!> a gradient by what
f(\cdot) !!> operand is expected
# layers
\ell_{MSE}(\hat{\mathbf{y}}, \mathbf{y}) = \|\hat{\mathbf{y}} - \mathbf{y}\|^2 ==> l = norm(yhat - y)^{2}
\mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)} ==> W1 * x + b1
5\max(0, \mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)}) ==> 5 * max(0, W1 * x + b1)
5(\mathbf{W}^{(2)}(\max(0, \mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)})) + \mathbf{b}^{(2)}) = \hat{\mathbf{y}} ==> 5 * (W2 * max(0, W1 * x + b1) + b2) = yhat
\|(5(\mathbf{W}^{(2)}(\max(0, \mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)})) + \mathbf{b}^{(2)}) - \mathbf{y})\|^2 ==> norm(5 * (W2 * max(0, W1 * x + b1) + b2) - y)^{2}
\frac{\partial z_3}{\partial z_2} = W^{(2)} ==> ∂z3/∂z2 = W2
\frac{\partial \ell}{\partial W^{(2)}} = \frac{\partial \ell}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial z_3} \frac{\partial z_3}{\partial W^{(2)}} ==> ∂l/∂W2 = (∂l/∂yhat) * (∂yhat/∂z3) * (∂z3/∂W2)
5 \frac{\partial \ell}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial z_3} \max(0, W^{(1)}x + b^{(1)})^T ==> 5 * (∂l/∂yhat) * (∂yhat/∂z3) * max(0, W1 * x + b1)ᵀ
\frac{\partial \ell}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial z_3} W^{(2)} \frac{\partial z_2}{\partial z_1} x^T ==> (∂l/∂yhat) * (∂yhat/∂z3) * W2 * (∂z2/∂z1) * xᵀ
\left(\frac{\partial \mathbf{z}_2}{\partial \mathbf{z}_1}\right)_{ii} = \begin{cases} 0, & z_{1i} < 0 \\ 5, & z_{1i} > 0 \\ \text{undefined (or assigned a value 0 in code)}, & z_{1i} = 0 \end{cases} ==> (∂z2/∂z1)_{i,i} = cases(0 if z1_{i} < 0; 5 if z1_{i} > 0; \text{undefined} if z1_{i} = 0)
2(\hat{\mathbf{y}} - \mathbf{y})^T ==> 2 * (yhat - y)ᵀ
2(\hat{\mathbf{y}} - \mathbf{y})^T \text{ (A vector)} !!> no part of the expression
\tanh(\mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)}) ==> tanh(W1 * x + b1)
\frac{\exp(\mathbf{W}^{(1)}\mathbf{x}) - \exp(-\mathbf{W}^{(1)}\mathbf{x})}{2} ==> (exp(W1 * x) - exp(-W1 * x))/2
\frac{1}{1+\exp(-z_3)} = \hat{\mathbf{y}} ==> 1/(1 + exp(-z3)) = yhat
1 - \tanh(\mathbf{W}^{(1)} \mathbf{x} + \mathbf{b}^{(1)})^2 ==> 1 - tanh(W1 * x + b1)^{2}
\frac{1}{K} \sum_{i=1}^K -[y_i \log(\hat{y}_i) + (1 - y_i) \log(1 - \hat{y}_i)] ==> (1/K) * (sum_{i=1}^{K} (-(y_{i} * log(yhat_{i}) + (1 - y_{i}) * log(1 - yhat_{i}))))
\hat{y}_i = \frac{1}{1 + \exp(-z_{3i})} ==> yhat_{i} = 1/(1 + exp(-z3_{i}))
\left( \frac{-y_i}{\hat{y}_i} + \frac{1-y_i}{1-\hat{y}_i} \right)^T ==> ((-y_{i})/yhat_{i} + (1 - y_{i})/(1 - yhat_{i}))ᵀ
\sigma(z_3)(1 - \sigma(z_3))_i ==> sigma(z3) * (1 - sigma(z3))_{i}
Linear_1(\mathbf{x}) !!> isn't a name that is known
f(\cdot) = 5(\cdot)^+ !!> operand is expected
# fits
\sum_{i=1}^N e_i^2 = \sum_{i=1}^N (y_i - (w_1x_i + w_0))^2 ==> sum_{i=1}^{N} (e_{i}^{2}) = sum_{i=1}^{N} ((y_{i} - (w1 * x_{i} + w0))^{2})
\frac{\partial RSS}{\partial w_1} = -2 \sum_{i=1}^N x_i (y_i - (w_1x_i + w_0)) = 0 ==> ∂RSS/∂w1 = -2 * (sum_{i=1}^{N} (x_{i} * (y_{i} - (w1 * x_{i} + w0)))) = 0
\sum_{i=1}^N y_i = w_1 \sum_{i=1}^N x_i + Nw_0 ==> sum_{i=1}^{N} y_{i} = w1 * (sum_{i=1}^{N} x_{i}) + N * w0
w_0 = \frac{1}{N} \sum_{i=1}^N y_i - w_1 \frac{1}{N} \sum_{i=1}^N x_i = \bar{y} - w_1 \bar{x} ==> w0 = (1/N) * (sum_{i=1}^{N} y_{i}) - w1 * (1/N) * (sum_{i=1}^{N} x_{i}) = ybar - w1 * xbar
w_1 = \frac{\sum_{i=1}^N (x_i - \bar{x})(y_i - \bar{y})}{\sum_{i=1}^N (x_i - \bar{x})^2} ==> w1 = (sum_{i=1}^{N} ((x_{i} - xbar) * (y_{i} - ybar)))/(sum_{i=1}^{N} ((x_{i} - xbar)^{2}))
z^{[1]} = W^{[1]}X + b^{[1]} ==> z1 = W1 * X + b1
a^{[1]} = \sigma(z^{[1]}) = \frac{1}{1 + e^{-z^{[1]}}} ==> a1 = sigma(z1) = 1/(1 + e^{-z1})
L(y, \hat{y}) = -[y \log(\hat{y}) + (1 - y) \log(1 - \hat{y})] ==> L = -(y * log(yhat) + (1 - y) * log(1 - yhat))
\frac{\partial L}{\partial \hat{y}} = - \left(\frac{y}{\hat{y}} - \frac{1-y}{1-\hat{y}} \right) ==> ∂L/∂yhat = -(y/yhat - (1 - y)/(1 - yhat))
\frac{\partial L}{\partial z^{[2]}} = \frac{\partial L}{\partial \hat{y}} \cdot \frac{\partial \hat{y}}{\partial z^{[2]}} ==> ∂L/∂z2 = (∂L/∂yhat) · (∂yhat/∂z2)
(\hat{y} - y) \cdot a^{[1]} ==> (yhat - y) · a1
[(\hat{y} - y) \cdot W^{[2]}] \cdot a^{[1]}(1 - a^{[1]}) \cdot X ==> ((yhat - y) · W2) · (a1 * (1 - a1)) · X
\omega_{t-1} - \eta \cdot \frac{\hat{m}_t}{\sqrt{\hat{v}_t + \epsilon}} ==> omega - eta · (mhat/sqrt(vhat + eps))
\frac{m_t}{1 - \beta_1^t} ==> m/(1 - beta1^{t})
\omega := \omega - \eta !!> nothing to do with ':'
# jacobians
J_f(w) = 2w^\top ==> J = 2 * wᵀ
f(w) = w^\top x_i !!> put a sign between
w^\top x_i = \sum_{j=1}^d w_j x_{ij} ==> wᵀ * xi = sum_{j=1}^{d} (w_{j} * xi_{j})
\frac{\partial}{\partial w_i} \Big( \sum_{k=1}^d w_k x_{ik} \Big) = x_{ij} ==> ∂(sum_{k=1}^{d} (w_{k} * xi_{k}))/∂w_{i} = xi_{j}
\begin{pmatrix} x_{i1} & x_{i2} & \cdots & x_{id} \end{pmatrix} ==> \begin{pmatrix}xi_{1}&\vdots&xi_{d}\end{pmatrix}
J_f(w) = (\begin{array}{cccc} 2w_1 & 2w_2 & \cdots & 2w_d \end{array}) = 2w^\top ==> J = \begin{pmatrix}2 * w_{1}&\vdots&2 * w_{d}\end{pmatrix} = 2 * wᵀ
J_f(w) = X ==> J = X
J_f(w) = I_d ==> J = eye(d)
\begin{pmatrix} 2w_1 & 0 & \cdots & 0 \\ 0 & 2w_2 & \cdots & 0 \end{pmatrix} !!> dots in a matrix
f(W)_{ij} = \sum_{p=1}^d X_{ip}(W^\top)_{pj} = \sum_{p=1}^d X_{ip}W_{jp} ==> F_{i,j} = sum_{p=1}^{d} (X_{i,p} * Wᵀ_{p,j}) = sum_{p=1}^{d} (X_{i,p} * W_{j,p})
\frac{\partial f(W)_{ij}}{\partial W_{kl}} ==> ∂F_{i,j}/∂W_{k,l}
X_{il} \cdot \mathbf{1}_{j=k} ==> X_{i,l} · 1[j = k]
\sigma(\mathbf{z})_i(\delta_{ij} - \sigma(\mathbf{z})_j) ==> sigma(z)_{i} * (delta(i, j) - sigma(z)_{j})
\sigma(\mathbf{z})_i = \frac{e^{z_i}}{\sum_{k=1}^K e^{z_k}} ==> sigma(z)_{i} = e^{z_{i}}/(sum_{k=1}^{K} (e^{z_{k}}))
\frac{e^{z_i} \left(\sum_{k=1}^K e^{z_k}\right) - e^{z_i}(e^{z_i})}{\left(\sum_{k=1}^K e^{z_k}\right)^2} ==> (e^{z_{i}} * (sum_{k=1}^{K} (e^{z_{k}})) - e^{z_{i}} * e^{z_{i}})/(sum_{k=1}^{K} (e^{z_{k}}))^{2}
J_{\sigma}(\mathbf{z}) = \operatorname{diag}(\sigma(\mathbf{z})) - \sigma(\mathbf{z})\sigma(\mathbf{z})^{\top} ==> J = diag(sigma(z)) - sigma(z) * sigma(z)ᵀ
(J_{\sigma}(\mathbf{z}))_{ij} = \sigma(\mathbf{z})_i \delta_{ij} - \sigma(\mathbf{z})_i \sigma(\mathbf{z})_j ==> J_{i,j} = sigma(z)_{i} * delta(i, j) - sigma(z)_{i} * sigma(z)_{j}
# activations
\mathrm{ReLU}(z) = \mathrm{max}(0,z) = \begin{cases} z & \text{if } z > 0 \\ 0 & \text{if } z \leq 0 \end{cases} ==> relu(z) = max(0, z) = cases(z if z > 0; 0 if z ≤ 0)
\mathrm{ReLU}'(z) = \begin{cases} 1 & \mathrm{if}\ z > 0 \\ 0 & \mathrm{if}\ z < 0 \end{cases} ==> relu'(z) = cases(1 if z > 0; 0 if z < 0)
\sigma'(z) = \sigma(z)(1 - \sigma(z)) ==> sigma'(z) = sigma(z) * (1 - sigma(z))
\tanh'(z) = 1 - (\tanh(z))^2 ==> tanh'(z) = 1 - tanh(z)^{2}
f = h_1 + h_3 \approx 0 + 40.171 \approx 40.171 ==> f = h1 + h3 ≈ 0 + 40.171 ≈ 40.171
f(x,y,z) = \ln x + \exp(y) \cdot z !!> several arguments
\ln x + \exp(y) \cdot z ==> log(x) + exp(y) · z
\frac{\partial f}{\partial y} = \frac{\partial f}{\partial h_3} \cdot \frac{\partial h_3}{\partial h_2} \cdot \frac{\partial h_2}{\partial y} = 1 \cdot z \cdot \exp(y) ==> ∂f/∂y = (∂f/∂h3) · (∂h3/∂h2) · (∂h2/∂y) = 1 · z · exp(y)
\text{ReLU}(x) = \max\{x, 0\} \quad (1) ==> relu(x) = max(x, 0)
\sigma'(x) = \frac{-1}{(1 + e^{-x})^2} \cdot (-e^{-x}) = \frac{e^{-x}}{(1 + e^{-x})^2} ==> sigma'(x) = ((-1)/(1 + e^{-x})^{2}) · (-e^{-x}) = e^{-x}/(1 + e^{-x})^{2}
\lim_{x \rightarrow \infty} \sigma'(x) = \lim_{x \rightarrow -\infty} \sigma'(x) = 0 ==> lim_{x→∞} (sigma'(x)) = lim_{x→-∞} (sigma'(x)) = 0
\lim_{x \rightarrow \pm\infty} 4\sigma'(2x) \rightarrow 0 !!> \pm
\frac{e^{-x}}{e^{-x}} \left( \frac{e^x - e^{-x}}{e^x + e^{-x}} \right) = \tanh(x) ==> (e^{-x}/e^{-x}) * ((e^{x} - e^{-x})/(e^{x} + e^{-x})) = tanh(x)
\tanh'(x) = 2\sigma'(2x) \cdot 2 = 4\sigma'(2x) ==> tanh'(x) = (2 * sigma'(2 * x)) · 2 = 4 * sigma'(2 * x)
# network
\mathbf{q} = W^{(1)}\mathbf{x} + \mathbf{b}^{(1)} \quad (12) ==> q = W1 * x + b1
\mathbf{h} = \text{ReLU}(\mathbf{q}) = \max(0, \mathbf{q}) ==> h = relu(q) = max(0, q)
p_i = \frac{e^{o_i}}{\sum_{k=1}^M e^{o_k}} ==> p_{i} = e^{o_{i}}/(sum_{k=1}^{M} (e^{o_{k}}))
L(\mathbf{p}, \mathbf{y}) = - \sum_{i=1}^M y_i \log(p_i) ==> L = -(sum_{i=1}^{M} (y_{i} * log(p_{i})))
\frac{\partial p_i}{\partial o_j} = \begin{cases} -p_i p_j & , i \neq j \\ p_i(1-p_j) & , i = j \end{cases} ==> ∂p_{i}/∂o_{j} = cases(-p_{i} * p_{j} if i ≠ j; p_{i} * (1 - p_{j}) if i = j)
- \left[ \sum_{k=j} y_j - p_j \sum_{k=1}^M y_k \right] !!> upper bound
\frac{\partial o_i}{\partial b_j^{(2)}} = \frac{\partial}{\partial b_j^{(2)}} (w^{(2)}_{ji} + b_i^{(2)}) ==> ∂o_{i}/∂b2_{j} = ∂(W2_{j,i} + b2_{i})/∂b2_{j}
\frac{\partial L}{\partial b_j^{(2)}} = \frac{\partial L}{\partial o_j} \cdot \frac{\partial o_i}{\partial b_j^{(2)}} = p_j - y_j ==> ∂L/∂b2_{j} = (∂L/∂o_{j}) · (∂o_{i}/∂b2_{j}) = p_{j} - y_{j}
\nabla_o[L] = \mathbf{p} - \mathbf{y} ==> ∂L/∂o = p - y
\nabla_{\mathbf{b}^{(2)}}[L] = \mathbf{p} - \mathbf{y} ==> ∂L/∂b2 = p - y
\nabla_o[L] = \begin{bmatrix} \frac{\partial L}{\partial o_1} \\ \vdots \\ \frac{\partial L}{\partial o_M} \end{bmatrix} = \begin{bmatrix} p_1 \\ \vdots \\ p_M \end{bmatrix} - \begin{bmatrix} y_1 \\ \vdots \\ y_M \end{bmatrix} ==> ∂L/∂o = \begin{pmatrix}∂L/∂o_{1}\\\vdots\\∂L/∂o_{M}\end{pmatrix} = \begin{pmatrix}p_{1}\\\vdots\\p_{M}\end{pmatrix} - \begin{pmatrix}y_{1}\\\vdots\\y_{M}\end{pmatrix}
\frac{\partial o_i}{\partial h_j} = \frac{\partial}{\partial h_j} [\omega^{(2)} h + b^{(2)}] = \begin{cases} \omega^{(2)}, i=j \\ 0, i \neq j \end{cases} ==> ∂o_{i}/∂h_{j} = ∂(W2 * h + b2)/∂h_{j} = cases(W2 if i = j; 0 if i ≠ j)
\frac{\partial L}{\partial h_j} = \frac{\partial L}{\partial o_j} \cdot \frac{\partial o_j}{\partial h_j} = \omega^{(2)\top} (p_j - y_j) ==> ∂L/∂h_{j} = (∂L/∂o_{j}) · (∂o_{j}/∂h_{j}) = W2ᵀ * (p_{j} - y_{j})
\nabla_{\mathbf{h}}[L] = W^{(2)\top} \nabla_{\mathbf{o}}[L] \quad (21) ==> ∂L/∂h = W2ᵀ * (∂L/∂o)
\begin{bmatrix} \omega^{(2)\top} (p_1 - y_1) \\ \vdots \\ \omega^{(2)\top} (p_H - y_H) \end{bmatrix} = \omega^{(2)\top} [p - y] ==> \begin{pmatrix}W2ᵀ * (p_{1} - y_{1})\\\vdots\\W2ᵀ * (p_{H} - y_{H})\end{pmatrix} = W2ᵀ * (p - y)
\frac{\partial o_k}{\partial W_{ij}^{(2)}} = \frac{\partial}{\partial W_{ij}^{(2)}} \left[ W^{(2)} h + b^{(2)} \right] ==> ∂o_{k}/∂W2_{i,j} = ∂(W2 * h + b2)/∂W2_{i,j}
\frac{\partial L}{\partial W_{ij}^{(2)}} = \frac{\partial L}{\partial o_k} \cdot \frac{\partial o_k}{\partial W_{ij}^{(2)}} = (p_k - y_k) \cdot h^T ==> ∂L/∂W2_{i,j} = (∂L/∂o_{k}) · (∂o_{k}/∂W2_{i,j}) = (p_{k} - y_{k}) · hᵀ
\nabla_{W^{(2)}}[L] = \nabla_o[L] \mathbf{h}^T \quad (23) ==> ∂L/∂W2 = (∂L/∂o) * hᵀ
\begin{bmatrix} (p_1 - y_1) \cdot h^T \\ \vdots \\ (p_M - y_M) \cdot h^T \end{bmatrix} = \begin{bmatrix} p - y \end{bmatrix} \cdot h^T ==> \begin{pmatrix}(p_{1} - y_{1}) · hᵀ\\\vdots\\(p_{M} - y_{M}) · hᵀ\end{pmatrix} = \begin{pmatrix}p - y\end{pmatrix} · hᵀ
\frac{\partial h_i}{\partial q_i} = \frac{\partial}{\partial q_i} [\text{ReLU}(q_i)] = \begin{cases} \frac{\partial q_i}{\partial q_i} = 1 & , q_i \geq 0 \\ 0 & , q_i < 0 \end{cases} ==> ∂h_{i}/∂q_{i} = ∂relu(q_{i})/∂q_{i} = cases(1 if q_{i} ≥ 0; 0 if q_{i} < 0)
w^{(2)T} (p_j - y_j) \cdot 1 ==> (W2ᵀ * (p_{j} - y_{j})) · 1
W^{(1)} \in \mathbb{R}^{H \times D} !!> \mathbb{R}
# twins
y_k = w_{k0}^{(2)} + \sum_{j=1}^M w_{kj}^{(2)} \sigma \left( \sum_{i=1}^M w_{ji}^{(1)} x_i + w_{j0}^{(1)} \right) ==> y_{k} = w2_{k,0} + sum_{j=1}^{M} (w2_{k,j} * sigma(sum_{i=1}^{M} (w1_{j,i} * x_{i}) + w1_{j,0}))
y'_k = u_{k0}^{(2)} + \sum_{j=1}^M u_{kj}^{(2)} \tanh \left( \sum_{i=1}^M u_{ji}^{(1)} x_i + u_{j0}^{(1)} \right) ==> yy_{k} = u2_{k,0} + sum_{j=1}^{M} (u2_{k,j} * tanh(sum_{i=1}^{M} (u1_{j,i} * x_{i}) + u1_{j,0}))
u_{k0}^{(2)} - \sum_{j=1}^M u_{kj}^{(2)} + \sum_{j=1}^M 2u_{kj}^{(2)} ==> u2_{k,0} - sum_{j=1}^{M} u2_{k,j} + sum_{j=1}^{M} (2 * u2_{k,j})
w_{k0} !!> isn't declared
# ridge
f_{\mathbf{w}}(\mathbf{x}) = \sum_{i=1}^D w_i x_i = \mathbf{w}^\top \mathbf{x} ==> f = sum_{i=1}^{D} (w_{i} * x_{i}) = wᵀ * x
L(\mathbf{w}) = \|\mathbf{y} - X\mathbf{w}\|^2 ==> L = norm(y - X * w)^{2}
L_{\text{dropout}}(\mathbf{w}) = \mathbb{E}_R [\|\mathbf{y} - (R \odot X)\mathbf{w}\|^2] ==> L = E_{R}[norm(y - (R ⊙ X) * w)^{2}]
\|\mathbf{y} - pX\mathbf{w}\|^2 + p(1-p)\|X\mathbf{w}\|^2 ==> norm(y - p * X * w)^{2} + p * (1 - p) * norm(X * w)^{2}
\|\mathbf{y} - pX\mathbf{w}\|^2 + p(1-p) \|\Gamma\mathbf{w}\|^2 ==> norm(y - p * X * w)^{2} + p * (1 - p) * norm(Gamma * w)^{2}
\Gamma = (\text{diag}(X^T X))^{1/2} ==> Gamma = diag(Xᵀ * X)^{1/2}
E_R \left[ \|\mathbf{y} - (R \circ X) \mathbf{w}\|^2 \right] ==> E_{R}[norm(y - (R ⊙ X) * w)^{2}]
\text{Var}_R (\mathbf{y} - (R \circ X) \mathbf{w}) ==> Var_{R}[y - (R ⊙ X) * w]
p(1-p) \left[ \mathbf{w}^T (R \circ X)^T (R \circ X) \mathbf{w} \right] ==> p * (1 - p) * (wᵀ * (R ⊙ X)ᵀ * (R ⊙ X) * w)
R_{ij} \sim \text{Bernoulli}(p) !!> \sim
# points
\sigma(w^\top x^{(i)} + b) = y^{(i)} ==> sigma(wᵀ * x_{i} + b) = y_{i}
w^\top \begin{bmatrix} 1 \\ 0 \end{bmatrix} + b ==> wᵀ * [1; 0] + b
w_1 + w_2 + b < 0 ==> w_{1} + w_{2} + b < 0
y^{(1)} = y^{(2)} = 1 ==> y_{1} = y_{2} = 1
\sum_{j \in [4]} a_j ==> sum_{j=1}^{4} a_{j}
0 > w_1 + w_2 + b > w_2 ==> 0 > w_{1} + w_{2} + b > w_{2}
y^{(i)}, \forall i \in [4] !!> \forall
"""
