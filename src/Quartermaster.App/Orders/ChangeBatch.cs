using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>A change of a file, and what became of it.</summary>
/// <param name="Change">Its own code.</param>
/// <param name="Order">The order's code.</param>
/// <param name="Address">Where it shall go; null for units that were not found.</param>
/// <param name="Short">What was not found; null for another address.</param>
internal sealed record FileChange(string Change, string Order, AddressChange? Address, ShortPick? Short)
{
    /// <summary>What became of it; null before it was tried.</summary>
    internal ChangeResult? Result { get; init; }
}

/// <summary>The changes of a file, in its order.</summary>
/// <param name="Changes">Each once.</param>
/// <param name="Rejected">Lines that could not be read, and those of changes that they belong to.</param>
/// <param name="Source">The file's name.</param>
internal sealed record ChangeBatch(
    IReadOnlyList<FileChange> Changes, IReadOnlyList<RejectedChangeLine> Rejected, string Source)
{
    /// <summary>Reads a file; a change with a line that was rejected is left out whole, and other changes of the same
    /// order are not: each is tried by itself.</summary>
    internal static ChangeBatch Read(string path, StoredTables tables)
    {
        ChangeFile file;
        try
        {
            file = ChangeFile.Read(path, tables.Catalog);
        }
        catch (ImportException fault)
        {
            throw new UserException(fault.Message, "Then try again: nothing was changed.",
                fault.IsWrongUse ? ExitCode.WrongUse : ExitCode.Failed);
        }

        var (changes, rejected) = (new List<FileChange>(), file.Rejected.ToList());
        var bad = rejected.Select(line => (line.Change, line.Order)).ToHashSet();
        foreach (var lines in file.Lines.GroupBy(line => (line.Change, line.Order)))
        {
            var first = lines.First();
            var isMixed = lines.Any(line => line.Region.Value > 0) && lines.Count() > 1;
            var isTwice = lines.GroupBy(line => (line.Product, line.Facility)).Any(of => of.Count() > 1);
            var rule = bad.Contains((first.Change, first.Order))
                    ? "another line of the change was rejected, so it is left out whole"
                : isMixed ? "a change is one other address, or units that were not found: give each a code of its own"
                : isTwice ? "a product stands at a facility on two lines of one change: name it once"
                : lines.Any(line => line.IsUnfulfillable != first.IsUnfulfillable)
                    ? "its lines disagree on what the units are: lost, or unfulfillable" : null;
            if (rule is not null)
            {
                rejected.AddRange(lines.Select(line =>
                    new RejectedChangeLine(line.LineInFile, line.Change, line.Order, rule)));
            }
            else
            {
                changes.Add(Of(first, [.. lines]));
            }
        }

        return new(changes, [.. rejected.OrderBy(line => line.LineInFile)], Path.GetFileName(path));
    }

    private static FileChange Of(ChangeFileLine first, ChangeFileLine[] lines) => first.Region.Value > 0
        ? new(first.Change, first.Order, new(first.Order, first.Region, first.AcceptsLater, default), null)
        : new(first.Change, first.Order, null, new(first.Order, first.Change,
            Array.ConvertAll(lines, line => new StockClaim(line.Product, line.Facility, line.Units)),
            first.IsUnfulfillable ? GoodsState.Unfulfillable : GoodsState.Lost));

    /// <summary>Makes them, one after the other.</summary>
    internal async Task<FileChange[]> DoAsync(LedgerChanges ledger, CancellationToken cancel)
    {
        var done = new List<FileChange>();
        foreach (var change in Changes)
        {
            done.Add(change with
            {
                Result = change.Address is { } address
                    ? await ledger.ReaddressAsync(address, cancel).ConfigureAwait(false)
                    : await ledger.ShortAsync(change.Short!, cancel).ConfigureAwait(false),
            });
        }

        return [.. done];
    }
}
