"""What is silenced and why: ignore comments in Dockerfiles, those of other tools, and entries of the configuration.

`comment.py` reads our own comments, `in_dockerfile.py` and `in_yaml.py` say where they hold, `foreign.py` reads those of
hadolint, BuildKit, trivy, checkov, KICS and tally, `entry.py` the `[[suppress]]` tables. `reach.py` says which comments reach
a finding, `silencer.py` applies everything, `judge.py` says what was of no use; what is wrong with a suppression is a node for
the rules in `rules/ignore/` and `rules/configuration/`.
"""

# What a text must hold, in lower case, before looking at its comments can be of any use.
MARKS = ("ecslint", "hadolint", "skip", "trivy:", "tfsec:", "kics-scan", "tally ignore", "tally global")
