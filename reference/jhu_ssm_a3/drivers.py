"""How the submitted module is exercised. This file runs beside the student's code."""

import numpy as np


def sigmoid(activations, z, upstream):
    """Function sigmoid at z; and sigmoid_derivative at z, times upstream."""
    return {"out": activations.sigmoid(z), "dz": upstream * activations.sigmoid_derivative(z)}


def relu(activations, z, upstream):
    """Function relu at z; and relu_derivative at z, times upstream."""
    return {"out": activations.relu(z), "dz": upstream * activations.relu_derivative(z)}


def tanh(activations, z, upstream):
    """Function tanh at z; and tanh_derivative at z, times upstream."""
    return {"out": activations.tanh(z), "dz": upstream * activations.tanh_derivative(z)}


def relu_at_zero(activations):
    """Function relu_derivative at three zeros."""
    return {"slope": np.asarray(activations.relu_derivative(np.zeros(3)), dtype=float)}


def all_three(activations, z):
    """Functions sigmoid, relu and tanh at z."""
    return {
        "sigmoid": activations.sigmoid(z.copy()),
        "relu": activations.relu(z.copy()),
        "tanh": activations.tanh(z.copy()),
    }


def independent(activations, z):
    """Each function at z, and then at 1/4 - z; its derivative at 1/4 - z after each of these."""
    seen = {}
    for name in ("sigmoid", "relu", "tanh"):
        function, slope = getattr(activations, name), getattr(activations, f"{name}_derivative")
        returned = function(z.copy())
        before, after_z = np.array(returned), np.array(slope(0.25 - z))
        function(0.25 - z)
        seen[f"{name}_leaves_what_it_returned"] = np.array_equal(before, returned)
        seen[f"{name}_derivative_stands_alone"] = np.array_equal(after_z, slope(0.25 - z))
    return seen
