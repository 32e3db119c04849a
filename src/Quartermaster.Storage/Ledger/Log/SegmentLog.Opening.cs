namespace Quartermaster.Storage.Ledger.Log;

/// <content>What is found when a log is opened.</content>
public sealed partial class SegmentLog
{
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
            // What an ended process wrote may be there and not be safe: from now on it is answered for.
            _file = _files.Open(SegmentFormat.NameOf(newest), isWriter: true);
            _file.Sync();
            _files.SyncNames();
        }

        return true;
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
        if (_isWriter && _snapshots.Last(long.MaxValue, after: LastBatch) is { } newer)
        {
            throw Broken(LastBatch + 1, $"is missing or damaged, though a state was kept after batch {newer.Batch}");
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
