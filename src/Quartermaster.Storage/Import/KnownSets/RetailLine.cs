namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>What a line of Online Retail II turns out to be; every line is exactly one of these.</summary>
internal enum LineKind : byte
{
    /// <summary>Merchandise sold at a price.</summary>
    Sale,

    /// <summary>Invoice C…: merchandise taken back.</summary>
    Return,

    /// <summary>Merchandise with units below 0 and no C: lost, damaged, corrected.</summary>
    WriteOff,

    /// <summary>Merchandise at price 0: found stock, gifts.</summary>
    Free,

    /// <summary>Invoice A…: bad debt.</summary>
    Adjustment,

    /// <summary>A code that does not begin with five digits: postage, fees, vouchers, manual entries.</summary>
    Service,
}

/// <summary>One line, its texts as numbers in the lists of <see cref="RetailLines"/>.</summary>
internal readonly record struct RetailLine(
    int Invoice, int Line, int Product, int Description, int Customer, int Country, int Units, long PriceMicros,
    int LocalMinute, LineKind Kind);
