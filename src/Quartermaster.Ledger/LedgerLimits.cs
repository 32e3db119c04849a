namespace Quartermaster.Ledger;

/// <summary>How large a ledger may grow. What goes beyond is refused, never silently dropped.</summary>
public sealed record LedgerLimits
{
    /// <summary>The highest product number; 1 to 16 million.</summary>
    public int MostProducts { get; init; } = 2_000_000;

    /// <summary>The highest facility number; 1 to 65,535.</summary>
    public int MostFacilities { get; init; } = 1_000;

    /// <summary>The most lines, and the most slots, of one order.</summary>
    public int MostClaimsPerOrder { get; init; } = 1_000;

    /// <summary>Products to make room for at once; only saves growing later.</summary>
    public int ExpectedProducts { get; init; } = 1_000;

    /// <summary>Facilities to make room for at once; only saves growing later.</summary>
    public int ExpectedFacilities { get; init; } = 8;
}
