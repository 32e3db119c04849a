namespace Quartermaster.Storage.Import;

/// <summary>A line of a file of changes that was not taken.</summary>
/// <param name="LineInFile">Its number in the file, the header being 1.</param>
/// <param name="Change">The change's code; empty if it could not be read.</param>
/// <param name="Order">The order's code; empty if it could not be read.</param>
/// <param name="Rule">Field, value found and what was expected.</param>
public readonly record struct RejectedChangeLine(long LineInFile, string Change, string Order, string Rule);
