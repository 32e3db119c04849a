namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>A folder for one ledger that is gone after the test.</summary>
internal sealed class TemporaryLedger : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qm-ledger-");

    internal string File => Path.Combine(_folder.FullName, "ledger");

    public void Dispose() => _folder.Delete(recursive: true);
}
