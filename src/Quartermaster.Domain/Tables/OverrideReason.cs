namespace Quartermaster.Domain.Tables;

/// <summary>Why a person overrides a decision: the list of reason codes. Overrides are measured by it afterwards.
/// </summary>
public enum OverrideReason
{
    /// <summary>Demand will differ: a promotion, an event or news that the data does not have.</summary>
    Demand = 1,

    /// <summary>The vendor will be late, short or closed, or offers better terms.</summary>
    Vendor = 2,

    /// <summary>Something was promised to a customer or a partner.</summary>
    Commitment = 3,

    /// <summary>Goods are recalled, damaged or doubtful.</summary>
    Quality = 4,

    /// <summary>The data is wrong and cannot be mended in time.</summary>
    Data = 5,

    /// <summary>A building, a lane or people are not available as stated.</summary>
    Operations = 6,

    /// <summary>Money is to be saved or spent.</summary>
    Cash = 7,

    /// <summary>Range or strategy: phasing in or out, a test.</summary>
    Range = 8,

    /// <summary>None of these: a note says why.</summary>
    Other = 9,
}
