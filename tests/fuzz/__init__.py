"""Inputs under attack: small inputs of ours, changed at random, given to every reader and to the command line.

Whatever is given, the command answers, or says what is wrong; it never breaks, hangs or fills the memory.
``scripts/fuzz`` runs this for as long as one likes; a short pass is part of the tests.
"""
