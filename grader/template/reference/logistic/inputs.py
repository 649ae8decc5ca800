from grader import Inputs, integers, reals

loss = Inputs(w=reals("d"), X=reals("n", "d"), y=integers(0, 1, "n"), regimes=("normal", "simple"))
