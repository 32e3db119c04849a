namespace Quartermaster.Storage.Ledger.Log;

/// <content>What is found when a log is opened.</content>
public sealed partial class SegmentLog
{
    // Bytes that are written anew at once.
    private const int MostAnew = 1 << 20;

    private bool Open()
    {
        if (Segments() is not [.., var newest])
        {
            return true;
        }

        using (var reader = new SegmentReader(_files, SegmentFormat.NameOf(newest)))
        {
            if (!Starts(reader, newest))
            {
                // Its header was never safe, so no batch of it was.
                (LastBatch, _checksum) = OpenWithout(newest);
                return true;
            }

            ReadToEnd(reader);
            (LastBatch, _checksum, _end) = (reader.Batch, reader.Checksum, reader.At);
            RefuseIfStateIsNewer();
            CutOff(SegmentFormat.NameOf(newest), reader);
        }

        if (_isWriter)
        {
            MakeSafe(newest);
        }

        return true;
    }

    // What an ended process wrote may be there and not be safe: from now on it is answered for. Asking the system to
    // make it safe is not enough: where it could not before, it may have called those bytes safe all the same, and
    // shows them until the machine stops (Rebello and others, "Can applications recover from fsync failures?", USENIX
    // ATC 2020). So they are written anew. Earlier segments are safe, or none would have followed.
    private void MakeSafe(long segment)
    {
        var (name, known) = (SegmentFormat.NameOf(segment), _snapshots.Newest(LastBatch));
        try
        {
            using var reader = new SegmentReader(_files, name);
            _file = _files.Open(name, isWriter: true);
            if (!reader.Start())
            {
                throw Broken(segment, "stands in a segment that changed while it was opened");
            }

            Span<byte> header = stackalloc byte[SegmentFormat.SegmentHeader];
            SegmentFormat.WriteSegment(header, segment, reader.Checksum);
            _file.Write(0, header);
            WriteAnew(_file, reader, known);
            _file.Sync();
            _files.SyncNames();
        }
        catch (Exception cause) when (
            cause is not LedgerLogException and (IOException or UnauthorizedAccessException))
        {
            throw new LedgerLogException(
                $"{_files.Path}: batches {Math.Max(segment, known + 1)} to {LastBatch} could not be made safe: "
                + $"{cause.Message} Nothing is answered from them until they are. Check the disk, then open the ledger "
                + "again.", cause);
        }
    }

    // Batches after one, as they were read and checked: what the system shows may change where it is not safe.
    private void WriteAnew(ILedgerFile file, SegmentReader reader, long known)
    {
        var (start, length) = (reader.At, 0);
        while (reader.Batch < LastBatch)
        {
            var before = reader.Checksum;
            var blob = reader.Next() ?? throw Broken(reader.Batch + 1, "changed while it was opened");
            if (reader.Batch <= known)
            {
                start = reader.At;
                continue;
            }

            length = Put(length, new(reader.Batch, blob.Length, before, reader.Checksum), blob);
            if (length >= MostAnew || reader.Batch == LastBatch)
            {
                file.Write(start, _buffer.AsSpan(0, length));
                (start, length) = (reader.At, 0);
            }
        }
    }

    // Another process may be writing: what was not whole a moment ago may be so now.
    private bool Starts(SegmentReader reader, long segment)
    {
        var starts = reader.Start();
        if (!starts && reader.IsDamagedInside() && !(starts = reader.Start()))
        {
            throw Broken(segment, "stands in a segment whose header is damaged");
        }

        return starts;
    }

    private void ReadToEnd(SegmentReader reader)
    {
        while (true)
        {
            while (reader.Next() is not null)
            {
            }

            if (reader.At >= reader.Length || !reader.IsDamagedInside())
            {
                return;
            }

            if (reader.Next() is null)
            {
                throw Broken(reader.Batch + 1, "does not match its checksum, and a later one is whole");
            }
        }
    }

    // A state is kept of batches that are safe: it shows that the log has lost some.
    private void RefuseIfStateIsNewer()
    {
        if (_isWriter && _snapshots.NewestWhole(after: LastBatch) is { } newer)
        {
            throw Broken(LastBatch + 1, $"is missing or damaged, though a state was kept after batch {newer}");
        }
    }

    private (long Batch, ulong Checksum) OpenWithout(long segment)
    {
        if (_isWriter)
        {
            _files.Rename(SegmentFormat.NameOf(segment), $"cut-{segment}");
            _files.SyncNames();
            Notice = $"{_files.Path}: a segment for batch {segment} and later ones was begun and not written; it is "
                + "set aside.";
        }

        var older = Segments().FindLast(first => first < segment);
        if (older == 0)
        {
            return (0, 0);
        }

        using var reader = new SegmentReader(_files, SegmentFormat.NameOf(older));
        reader.Start();
        while (reader.Next() is not null)
        {
        }

        return reader.Batch == segment - 1 ? (reader.Batch, reader.Checksum)
            : throw Broken(reader.Batch + 1, "does not match its checksum");
    }

    private void CutOff(string name, SegmentReader reader)
    {
        if (!_isWriter || reader.At == reader.Length)
        {
            return;
        }

        var rest = reader.Rest();
        using (var aside = _files.Open($"cut-{reader.Batch + 1}", isWriter: true))
        {
            aside.Truncate(0);
            aside.Write(0, rest);
            aside.Sync();
        }

        using var file = _files.Open(name, isWriter: true);
        file.Truncate(reader.At);
        file.Sync();
        Notice = $"{_files.Path}: {rest.Length} bytes after batch {reader.Batch} were not a whole batch: a write was "
            + $"cut short, and nobody was told that it was done. They are set aside in cut-{reader.Batch + 1}.";
    }
}
