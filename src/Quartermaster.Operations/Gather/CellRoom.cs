namespace Quartermaster.Operations.Gather;

/// <summary>Gives room for values; what is in it at first does not matter. A place for more of them than memory holds
/// may be a mapped file.</summary>
/// <param name="cells">How many values; 1 or more.</param>
public delegate Memory<float> CellRoom(int cells);
