using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>A folder in memory that behaves as badly as a disk may: until a file is synced, a crash keeps any part of
/// what was written to it, sector by sector, in any order; until names are synced, a crash keeps any first part of what
/// was done to names.</summary>
/// <remarks>Every fault is drawn from a seed. Not safe for several threads.</remarks>
public sealed class SimulatedFiles : ILedgerFiles
{
    private const int SectorBytes = 512;
    private const ulong KeepStream = 1;
    private const ulong NamesStream = 2;
    private const ulong SyncStream = 3;

    private readonly Dictionary<string, SimulatedFile> _now = [];
    private readonly List<Action<Dictionary<string, SimulatedFile>>> _unsynced = [];
    private readonly ulong _seed;
    private Dictionary<string, SimulatedFile> _safe = [];
    private ulong _draws;

    /// <summary>An empty folder.</summary>
    /// <param name="seed">Of its faults.</param>
    public SimulatedFiles(ulong seed) => _seed = seed;

    /// <summary>After so many more writes, syncs and names the machine stops: <see cref="MachineStoppedException"/> is
    /// thrown, then and at everything later, until <see cref="Crash"/>.</summary>
    public int StepsLeft { get; set; } = int.MaxValue;

    /// <summary>The most bytes that all files may have; writing beyond it throws as a full disk does.</summary>
    public long MostBytes { get; set; } = long.MaxValue;

    /// <summary>The share of syncs of files that fail, as on a failing disk under Linux: what they were to make safe is
    /// perhaps lost, and a later sync does not write it. 0 (the default) to 1.</summary>
    public double SyncFaults { get; set; }

    /// <summary>How many syncs failed.</summary>
    public int FailedSyncs { get; private set; }

    /// <summary>How many steps there were.</summary>
    public int Steps { get; private set; }

    /// <inheritdoc/>
    public string Path => "simulated";

    /// <summary>The machine stops and starts again: what was not safe is there or not, by chance.</summary>
    public void Crash()
    {
        var kept = (int)(Draw(NamesStream) * (_unsynced.Count + 1));
        foreach (var change in _unsynced.Take(kept))
        {
            change(_safe);
        }

        foreach (var file in _safe.Values.Concat(_now.Values).Distinct())
        {
            file.Crash(() => Draw(KeepStream), SectorBytes);
        }

        _unsynced.Clear();
        _now.Clear();
        foreach (var (name, file) in _safe)
        {
            _now.Add(name, file);
        }

        StepsLeft = int.MaxValue;
    }

    /// <summary>Changes one byte that is safe, as a failing disk does.</summary>
    /// <param name="name">The file.</param>
    /// <param name="at">Where.</param>
    public void Damage(string name, long at) => _now[name].Damage(at);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => [.. _now.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ILedgerFile Open(string name, bool isWriter)
    {
        if (!_now.TryGetValue(name, out var file))
        {
            if (!isWriter)
            {
                throw new FileNotFoundException($"There is no {name}.");
            }

            Step();
            file = new();
            var made = file;
            Change(names => names[name] = made);
        }

        return new Opened(this, file);
    }

    /// <inheritdoc/>
    public void Rename(string name, string to)
    {
        Step();
        Change(names =>
        {
            // A name whose making was lost is not there.
            if (names.Remove(name, out var file))
            {
                names[to] = file;
            }
        });
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        Step();
        Change(names => names.Remove(name));
    }

    /// <inheritdoc/>
    public void SyncNames()
    {
        Step();
        _unsynced.Clear();
        _safe = new(_now);
    }

    /// <inheritdoc/>
    public ILedgerFiles Reader() => this;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Change(Action<Dictionary<string, SimulatedFile>> change)
    {
        change(_now);
        _unsynced.Add(change);
    }

    private void Step()
    {
        Steps++;
        if (StepsLeft <= 0)
        {
            throw new MachineStoppedException();
        }

        StepsLeft -= StepsLeft == int.MaxValue ? 0 : 1;
    }

    private double Draw(ulong stream) => KeyedRandom.Uniform(_seed, stream, _draws++, 0);

    private sealed class Opened(SimulatedFiles files, SimulatedFile file) : ILedgerFile
    {
        public long Length => file.Length;

        public int Read(long at, Span<byte> bytes) => file.Read(at, bytes);

        public void Write(long at, ReadOnlySpan<byte> bytes)
        {
            files.Step();
            var used = files._now.Values.Sum(other => other.Length);
            var grown = Math.Max(0, at + bytes.Length - file.Length);
            if (grown > 0 && used + grown > files.MostBytes)
            {
                // A full disk takes what fits.
                file.Write(at, bytes[..(int)Math.Max(0, bytes.Length - (used + grown - files.MostBytes))]);
                throw new IOException("No space left on device");
            }

            file.Write(at, bytes);
        }

        public void Truncate(long length)
        {
            files.Step();
            file.Truncate(length);
        }

        public void Sync()
        {
            files.Step();
            if (files.SyncFaults > 0 && files.Draw(SyncStream) < files.SyncFaults)
            {
                files.FailedSyncs++;
                file.FailSync(() => files.Draw(KeepStream), SectorBytes);
                throw new IOException("Input/output error");
            }

            file.Sync();
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>The machine has stopped: nothing more happens until it starts again.</summary>
public sealed class MachineStoppedException() : Exception("The simulated machine has stopped.");
