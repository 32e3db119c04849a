namespace Quartermaster.Evaluation.WhatIf;

/// <summary>What if an assumption were another? Each value multiplies what the tables say; 1 leaves it as it is.
/// </summary>
public sealed record Assumptions
{
    /// <summary>What the tables say.</summary>
    public static Assumptions AsStated { get; } = new();

    /// <summary>What vendors charge, price breaks included; above 0.</summary>
    public double PurchaseCosts { get; init; } = 1;

    /// <summary>Capital, storage, receiving, picking, packing, order lines and goodwill; above 0.</summary>
    public double Rates { get; init; } = 1;

    /// <summary>Freight on all lanes; above 0.</summary>
    public double Freight { get; init; } = 1;

    /// <summary>Stated and past lead times; above 0.</summary>
    public double LeadTimes { get; init; } = 1;

    /// <summary>Goods on hand and on order at the start; 0 or more.</summary>
    public double OpeningStock { get; init; } = 1;

    /// <summary>Every assumption a half lower, then a half higher, one at a time.</summary>
    public static IReadOnlyList<(string Name, double Factor, Assumptions Assumptions)> OneAtATime { get; } =
    [
        .. from factor in new[] { 0.5, 1.5 }
            from one in new (string Name, Assumptions Assumptions)[]
            {
                ("purchase costs", new() { PurchaseCosts = factor }),
                ("rates (capital, storage, handling, goodwill)", new() { Rates = factor }),
                ("freight", new() { Freight = factor }),
                ("lead times", new() { LeadTimes = factor }),
                ("opening stock", new() { OpeningStock = factor }),
            }
            select (one.Name, factor, one.Assumptions),
    ];
}
