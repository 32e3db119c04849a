namespace Quartermaster.Storage.Import;

/// <summary>How far an import is.</summary>
/// <param name="File">The file being read.</param>
/// <param name="BytesRead">Bytes read of all files, as they lie on disk.</param>
/// <param name="BytesTotal">Bytes of all files.</param>
/// <param name="Rows">Rows seen so far.</param>
public readonly record struct ImportProgress(string File, long BytesRead, long BytesTotal, long Rows);
