using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Fills a workspace with a generated retailer.</summary>
internal static class SampleWorkspace
{
    /// <summary>Makes the workspace whole, or not at all.</summary>
    /// <param name="folder">The folder to make.</param>
    /// <param name="sample">The retailer.</param>
    /// <param name="settings">The workspace's; null for the defaults with the sample's seed.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancel">Asked between steps.</param>
    internal static Workspace Create(
        string folder, SampleRetail sample, WorkspaceSettings? settings, int threads, Action<double> progress,
        CancellationToken cancel) =>
        NewWorkspace.Make(folder, settings ?? new() { Seed = sample.Seed }, workspace =>
        {
            // Held throughout, so that nobody takes what is being made for what a killed process left.
            using var held = workspace.LockForWriting();
            using (var change = workspace.Change(TableSource.Generated))
            {
                Fill(workspace, change, sample, threads, progress, cancel);
            }

            cancel.ThrowIfCancellationRequested();
            LedgerOpening.Post(workspace, Instant.Of(sample.FirstDay.AddDays(sample.Days)));
        });

    private static void Fill(Workspace workspace, TableChange change, SampleRetail sample, int threads,
        Action<double> progress, CancellationToken cancel)
    {
        using (var truth = new TruthFiles(workspace.TruthFolder, change.Codes))
        {
            new RetailGenerator(sample).Write(
                change, new TruthDoor(truth), threads, done => progress(done.Share), cancel);
        }

        change.Commit();
    }

    private sealed class TruthDoor(TruthFiles files) : ITruthWriter
    {
        public void Append<TRow>(ReadOnlySpan<TRow> rows) where TRow : unmanaged, IRow<TRow> => files.Append(rows);
    }
}
