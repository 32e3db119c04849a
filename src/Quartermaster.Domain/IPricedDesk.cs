namespace Quartermaster.Domain;

/// <summary>A desk at which groups are asked one by one, again and again, at other prices.</summary>
/// <remarks>Answers as <see cref="IPriced{TInputs}.Respond"/> does, and may remember what prices do not change. One
/// thread at a time.</remarks>
public interface IPricedDesk
{
    /// <summary>What one group would earn and use if the resources had these prices.</summary>
    /// <param name="group">Which group of the inputs that the desk was opened for.</param>
    /// <param name="prices">Currency per unit of each resource, 0 or more.</param>
    /// <param name="usage">Overwritten with the use of each resource, in the resource's unit, 0 or more.</param>
    /// <returns>What the answer is worth before paying for the resources, in currency.</returns>
    double Respond(int group, ReadOnlySpan<double> prices, Span<double> usage);
}

/// <summary>The usual desk: asks the engine for each group apart.</summary>
internal sealed class SlicingDesk<TInputs>(IPriced<TInputs> engine, TInputs inputs) : IPricedDesk
    where TInputs : IGrouped<TInputs>
{
    public double Respond(int group, ReadOnlySpan<double> prices, Span<double> usage) =>
        engine.Respond(inputs.Slice(group, 1), prices, usage);
}
