namespace Quartermaster.Domain;

/// <summary>An engine whose groups compete for shared resources and can answer to prices of them.</summary>
/// <remarks>
/// The price loop asks for answers at many prices, and for rows only once, at the end. An answer must be the best
/// one of each group at the prices, exactly: then the loop's bound holds for the whole plan. An engine whose answer
/// is only good says so in its README; the bound is then one on its own answers. Pure, like deciding.
/// </remarks>
public interface IPriced<TInputs> where TInputs : IGrouped<TInputs>
{
    /// <summary>What all groups together would earn and use if the resources had these prices. Writes no
    /// rows.</summary>
    /// <param name="inputs">What is known; the prices in it are ignored.</param>
    /// <param name="prices">Currency per unit of each resource, 0 or more.</param>
    /// <param name="usage">Overwritten with the use of each resource, in the resource's unit, 0 or more.</param>
    /// <returns>What the answer is worth before paying for the resources, in currency: the same measure at any prices.
    /// </returns>
    double Respond(TInputs inputs, ReadOnlySpan<double> prices, Span<double> usage);

    /// <summary>Opens a desk at which the groups of some inputs are asked one by one.</summary>
    /// <param name="inputs">What is known; the prices in it are ignored.</param>
    IPricedDesk Open(TInputs inputs) => new SlicingDesk<TInputs>(this, inputs);

    /// <summary>The same inputs with these prices in them: deciding on them uses what <see cref="Respond"/>
    /// said.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="prices">Currency per unit of each resource, 0 or more.</param>
    TInputs AtPrices(TInputs inputs, ReadOnlySpan<double> prices);
}
