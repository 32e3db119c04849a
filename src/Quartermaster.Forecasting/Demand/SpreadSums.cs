namespace Quartermaster.Forecasting.Demand;

/// <summary>Moments of a group of products, weighted so that fast movers do not speak for slow ones.</summary>
internal sealed class SpreadSums
{
    private double _excess;
    private double _square;
    private double _near;
    private double _nearSquare;
    private double _far;
    private double _farSquare;

    internal void AddDays(in LevelState state)
    {
        if (state.SpreadDays > 0)
        {
            var trust = 1 / Square(1 + Math.Sqrt(state.Square / state.SpreadDays));
            _excess += trust * state.OwnExcess;
            _square += trust * state.Square;
        }
    }

    internal void AddTrial(in LevelTrial near, in LevelTrial far, double dispersion)
    {
        AddTrial(near, dispersion, ref _near, ref _nearSquare);
        AddTrial(far, dispersion, ref _far, ref _farSquare);
    }

    internal void Add(SpreadSums other)
    {
        _excess += other._excess;
        _square += other._square;
        _near += other._near;
        _nearSquare += other._nearSquare;
        _far += other._far;
        _farSquare += other._farSquare;
    }

    /// <summary>The group's spread, drawn to a prior.</summary>
    internal Spread Solve(Spread prior, double priorTrials, double priorDays)
    {
        var near = (_near + (priorTrials * prior.NearVariance)) / (_nearSquare + priorTrials);
        var far = (_far + (priorTrials * prior.FarVariance)) / (_farSquare + priorTrials);
        return new(
            Math.Clamp((_excess + (priorDays * prior.Dispersion)) / (_square + priorDays), 0, 20),
            Math.Clamp(near, 0, 2), Math.Clamp(far, 0, 3), prior.CommonVariance);
    }

    // What the sum erred beyond the chance of its days and the error that the level was known to have.
    private static void AddTrial(in LevelTrial trial, double dispersion, ref double variance, ref double square)
    {
        if (trial.Days > 0)
        {
            var trust = 1 / Square(1 + trial.Expected);
            var byChance = trial.Expected + (dispersion * trial.ExpectedSquares);
            var known = trial.EstimationVariance * trial.Expected * trial.Expected;
            variance += trust * (trial.SquareError - byChance - known);
            square += trust * ((trial.Expected * trial.Expected) - trial.ExpectedSquares);
        }
    }

    private static double Square(double value) => value * value;
}
