namespace Quartermaster.Planning.Buying;

/// <summary>The part that one offer plays in serving its product.</summary>
internal readonly record struct OfferPart
{
    /// <summary>Who decides it.</summary>
    internal OfferRole Role { get; init; }

    /// <summary>Arriving units of the product's other offers, bought before this one.</summary>
    internal long ElsewhereUnits { get; init; }

    /// <summary>The most that this offer is asked for, arriving units: what those before it could not ship.</summary>
    internal long MostUnits { get; init; }

    /// <summary>Units to order, as found while the need was divided; reasons are found by deciding again.</summary>
    internal long Units { get; init; }
}

/// <summary>Who decides an offer's order.</summary>
internal enum OfferRole : byte
{
    /// <summary>Nobody: another offer serves the product.</summary>
    Other,

    /// <summary>The engine: it is the cheapest, or the next where that cannot ship all.</summary>
    Chosen,

    /// <summary>A person.</summary>
    Human,

    /// <summary>Nobody can: the row is broken.</summary>
    Bad,
}
