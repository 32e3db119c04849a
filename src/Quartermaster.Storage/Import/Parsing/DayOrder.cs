namespace Quartermaster.Storage.Import.Parsing;

/// <summary>In which order a date such as 03/04/2010 names day and month.</summary>
internal enum DayOrder : byte
{
    /// <summary>Not known: only dates that can be read in one way are taken.</summary>
    Unknown,

    /// <summary>dd/MM/yyyy.</summary>
    DayFirst,

    /// <summary>MM/dd/yyyy.</summary>
    MonthFirst,
}
