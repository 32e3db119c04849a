namespace Quartermaster.Storage.Import.Reading;

/// <summary>What is wrong with the form of a record, whatever it says.</summary>
internal enum RecordFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A quote is opened and not closed within the longest record.</summary>
    OpenQuote,

    /// <summary>Text follows a closing quote.</summary>
    TextAfterQuote,

    /// <summary>The record is longer than the longest allowed.</summary>
    TooLong,
}
