"""Every network that a cross-validation trains, by what it is for."""

from dataclasses import dataclass, field

from inkread.datasets.folds import Ties
from inkread.study.crossval.options import CrossvalOptions
from inkread.training.crossval.draws import Fit, bootstrap_draws, derived, hold_outs, k_folds
from inkread.training.crossval.pool import Pool

COMPARED_FOLDS = (3, 5, 10)  # the K that --choose-k measures


@dataclass(frozen=True, slots=True)
class Plan:
    """Every network to train, by what it is for."""

    main: list[Fit]
    by_k: dict[int, list[list[Fit]]] = field(default_factory=dict)
    hold_outs: list[Fit] = field(default_factory=list)
    draws: list[Fit] = field(default_factory=list)

    def all(self) -> list[Fit]:
        """Return each network once, those of the folds first."""
        others = [fit for repeats in self.by_k.values() for fits in repeats for fit in fits]
        every = [*self.main, *self.hold_outs, *self.draws, *others]
        return list({fit.name: fit for fit in every}.values())


def make_plan(options: CrossvalOptions, pool: Pool, ties: Ties) -> Plan:
    """Return every network to train, the same for the same images and seed."""
    main = k_folds(pool, ties, num_folds=options.folds, seed=options.seed, keep=True)
    plan = Plan(main)
    for k in COMPARED_FOLDS if options.repeats else ():
        plan.by_k[k] = [
            main
            if k == options.folds and repeat == 0
            else k_folds(
                pool,
                ties,
                num_folds=k,
                seed=derived(options.seed, repeat) if repeat else options.seed,
                prefix=f"k{k}-repeat-{repeat + 1}-",
            )
            for repeat in range(options.repeats)
        ]
    if options.hold_outs:
        held = {"num_folds": options.folds, "repeats": options.hold_outs}
        plan.hold_outs.extend(hold_outs(pool, ties, **held, seed=options.seed))
    if options.draws:
        plan.draws.extend(bootstrap_draws(pool, ties, draws=options.draws, seed=options.seed))
    return plan
