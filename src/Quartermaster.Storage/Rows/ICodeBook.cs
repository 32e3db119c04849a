using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;

namespace Quartermaster.Storage.Rows;

/// <summary>Translates between numbers in memory and codes in files.</summary>
public interface ICodeBook
{
    /// <summary>The code of a number; empty for 0.</summary>
    string CodeOf(EntityKind kind, int number);

    /// <summary>The number of a code; 0 if it is unknown or empty.</summary>
    int NumberOf(EntityKind kind, string code);
}

/// <summary>A version of the catalog as a book of codes.</summary>
/// <param name="version">The version.</param>
public sealed class CatalogCodes(CatalogVersion version) : ICodeBook
{
    /// <inheritdoc/>
    public string CodeOf(EntityKind kind, int number) => version[kind].CodeOf(number);

    /// <inheritdoc/>
    public int NumberOf(EntityKind kind, string code) => version[kind].NumberOf(code);
}
