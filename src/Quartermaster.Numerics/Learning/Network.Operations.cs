namespace Quartermaster.Numerics.Learning;

/// <content>The operations that a network can be laid out with.</content>
public sealed partial class Network
{
    /// <summary>A signal that the caller fills before each run.</summary>
    /// <param name="rows">Points in time, usually.</param>
    /// <param name="columns">What is known at each.</param>
    public Signal Input(int rows, int columns) => NewSignal(rows, columns);

    /// <summary>X·W + b for every row.</summary>
    /// <param name="x">X: rows × <see cref="Weight.Rows"/> of the weight.</param>
    /// <param name="weight">W.</param>
    /// <param name="bias">b: 1 × <see cref="Weight.Columns"/>; null for none.</param>
    public Signal Dense(Signal x, Weight weight, Weight? bias)
    {
        var y = NewSignal(x.Rows, weight.Columns);
        return Add(new DenseOperation(this, x, weight, bias, y), y);
    }

    /// <summary>A causal convolution: row t is the sum over taps i of X[t − i × dilation]·Wᵢ, plus b; what lies
    /// before the first row counts as 0.</summary>
    /// <param name="x">X.</param>
    /// <param name="taps">Wᵢ, from the row itself backwards.</param>
    /// <param name="bias">b: 1 × columns.</param>
    /// <param name="dilation">Rows between two taps, 1 or more.</param>
    public Signal Convolve(Signal x, IReadOnlyList<Weight> taps, Weight bias, int dilation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        var y = NewSignal(x.Rows, bias.Columns);
        return Add(new ConvolutionOperation(this, x, [.. taps], bias, dilation, y), y);
    }

    /// <summary>A long short-term memory over the rows, from a state of 0 (Hochreiter and Schmidhuber, 1997; with
    /// forget gates, Gers et al., 2000).</summary>
    /// <param name="x">X: time × inputs.</param>
    /// <param name="input">Inputs × 4n: gates in, forget, cell, out.</param>
    /// <param name="state">n × 4n.</param>
    /// <param name="bias">1 × 4n.</param>
    /// <returns>The hidden state after every row: time × n.</returns>
    public Signal Lstm(Signal x, Weight input, Weight state, Weight bias)
    {
        var y = NewSignal(x.Rows, state.Rows);
        return Add(new LstmOperation(this, x, input, state, bias, y), y);
    }

    /// <summary>One row of a table per row.</summary>
    /// <param name="table">The table that is learned.</param>
    /// <param name="rows">How many rows are looked up.</param>
    /// <param name="indices">Filled by the caller before each run; each a row of the table.</param>
    public Signal Embed(Weight table, int rows, out int[] indices)
    {
        (var y, indices) = (NewSignal(rows, table.Columns), new int[rows]);
        return Add(new EmbedOperation(this, table, indices, y), y);
    }

    /// <summary>x where it is above 0, else exp(x) − 1 (Clevert, Unterthiner and Hochreiter, 2016).</summary>
    public Signal Elu(Signal x)
    {
        var y = NewSignal(x.Rows, x.Columns);
        return Add(new EluOperation(x, y), y);
    }

    /// <summary>log(1 + exp(x)): above 0, and nearly x where x is large.</summary>
    public Signal Softplus(Signal x)
    {
        var y = NewSignal(x.Rows, x.Columns);
        return Add(new SoftplusOperation(x, y), y);
    }

    /// <summary>X + Y; a signal of one row is added to every row of the other.</summary>
    public Signal Sum(Signal x, Signal y)
    {
        var sum = NewSignal(Math.Max(x.Rows, y.Rows), x.Columns);
        return Add(new SumOperation(x, y, sum), sum);
    }

    /// <summary>The columns of several signals side by side; a signal of one row is repeated.</summary>
    public Signal Join(params Signal[] parts)
    {
        var joined = NewSignal(parts.Max(part => part.Rows), parts.Sum(part => part.Columns));
        return Add(new JoinOperation(parts, joined), joined);
    }

    /// <summary>Every so many-th row from a first one on.</summary>
    /// <param name="x">X.</param>
    /// <param name="first">The first row.</param>
    /// <param name="every">From a row to the next, 1 or more.</param>
    /// <param name="count">How many rows.</param>
    public Signal Pick(Signal x, int first, int every, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + ((count - 1) * every), x.Rows - 1);
        var y = NewSignal(count, x.Columns);
        return Add(new PickOperation(x, first, every, y), y);
    }

    /// <summary>Rows with mean 0 and variance 1, then scaled (Ba, Kiros and Hinton, 2016).</summary>
    /// <param name="x">X.</param>
    /// <param name="gain">1 × columns, added to 1.</param>
    /// <param name="offset">1 × columns.</param>
    public Signal Normalize(Signal x, Weight gain, Weight offset)
    {
        var y = NewSignal(x.Rows, x.Columns);
        return Add(new NormalizeOperation(this, x, gain, offset, y), y);
    }

    /// <summary>In training, sets a share of the values to 0 and scales up the others (Srivastava et al., 2014).
    /// </summary>
    /// <param name="x">X.</param>
    /// <param name="share">0 to 1, exclusive.</param>
    public Signal Drop(Signal x, double share)
    {
        var y = NewSignal(x.Rows, x.Columns);
        return Add(new DropOperation(x, share, _operations.Count, y), y);
    }

    /// <summary>For every fork and horizon, the sum of what belongs to the fork and horizon, to the fork, and to the
    /// day the horizon falls on.</summary>
    /// <param name="byHorizon">Forks × (horizons × n).</param>
    /// <param name="byFork">Forks × n.</param>
    /// <param name="byDay">Days × n.</param>
    /// <param name="firstDay">The day of the first fork's first horizon.</param>
    /// <param name="every">Days from a fork to the next, and from a horizon to the next.</param>
    /// <returns>(Forks × horizons) × n, horizons of a fork one after the other.</returns>
    /// <remarks>The first layer of a decoder that all horizons share is linear, so what does not depend on the horizon
    /// is multiplied once per fork, and known futures once per day, instead of once per fork and horizon.</remarks>
    public Signal Fork(
        Signal byHorizon, Signal byFork, Signal byDay, int firstDay, (int Fork, int Horizon) every)
    {
        var horizons = byHorizon.Columns / byFork.Columns;
        var y = NewSignal(byFork.Rows * horizons, byFork.Columns);
        return Add(new ForkOperation(byHorizon, byFork, byDay, firstDay, every, y), y);
    }

    /// <summary>Columns that never fall: the first as it is, each further one above it by the sum of softplus steps.
    /// </summary>
    public Signal Rise(Signal x)
    {
        var y = NewSignal(x.Rows, x.Columns);
        return Add(new RiseOperation(x, y), y);
    }

    /// <summary>The pinball loss of quantiles, summed over rows and columns.</summary>
    /// <param name="x">Quantiles: rows × levels.</param>
    /// <param name="levels">The probabilities, one per column, 0 to 1 exclusive.</param>
    /// <param name="actuals">Filled by the caller: one per row; NaN where nothing was observed.</param>
    /// <param name="weights">Filled by the caller: one per row, 0 or more.</param>
    public void Pinball(Signal x, ReadOnlySpan<float> levels, out float[] actuals, out float[] weights)
    {
        (actuals, weights) = (new float[x.Rows], new float[x.Rows]);
        AddLoss(new PinballLoss(x, levels, actuals, weights));
    }

    /// <summary>Minus the log likelihood of counts under a negative binomial, summed over rows.</summary>
    /// <param name="x">Rows × 2, both above 0: the mean as a multiple of the exposure, and dispersion α (variance
    /// μ + αμ²).</param>
    /// <param name="actuals">Filled by the caller: one per row, 0 or more; NaN where nothing was observed.</param>
    /// <param name="exposures">Filled by the caller: one per row, above 0 where something was observed.</param>
    /// <param name="weights">Filled by the caller: one per row, 0 or more.</param>
    public void Counts(Signal x, out float[] actuals, out float[] exposures, out float[] weights)
    {
        (actuals, exposures, weights) = (new float[x.Rows], new float[x.Rows], new float[x.Rows]);
        AddLoss(new CountLoss(x, actuals, exposures, weights));
    }

    private void AddLoss(LossOperation loss)
    {
        _losses.Add(loss);
        _operations.Add(loss);
    }
}
