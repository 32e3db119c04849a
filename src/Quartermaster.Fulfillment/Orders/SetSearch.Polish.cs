namespace Quartermaster.Fulfillment.Orders;

// Where the work limit ended the search: a local search goes on from the best set.
internal ref partial struct SetSearch
{
    /// <summary>Improves the best set found by adding, dropping and exchanging parcels, where the search was cut; finds
    /// one by covering the most lines first if none was found.</summary>
    internal void Polish()
    {
        if (BestCount == 0)
        {
            Cover();
        }

        Span<Parcel> start = stackalloc Parcel[_open.Length];
        for (var (size, before) = (BestCount, 0L); size > 0 && BestMicros != before; size = BestCount)
        {
            before = BestMicros;
            Best[..size].CopyTo(start);
            for (var i = 0; i <= size; i++)
            {
                // Each parcel in place i; at the end one more. Then without the one in place i.
                for (var other = 0; other < _parcels.Length && i < _open.Length; other++)
                {
                    start[..size].CopyTo(_open);
                    _open[i] = _parcels[other];
                    JudgeOpen(Math.Max(size, i + 1));
                }

                if (i < size && size > 1)
                {
                    start[..size].CopyTo(_open);
                    _open[i] = _open[size - 1];
                    JudgeOpen(size - 1);
                }
            }
        }
    }

    private void Cover()
    {
        var origins = 0UL;
        for (var size = 1; size <= _open.Length && BestCount == 0; size++)
        {
            var (best, most) = (-1, -1);
            for (var i = 0; i < _parcels.Length; i++)
            {
                var covers = 0;
                for (var line = 0; line < _wanted.Length; line++)
                {
                    covers += _wanted[line] > 0 && ((ulong)_having[line] & origins) == 0
                        && _costs[_parcels[i].Costs + line].Units > 0 ? 1 : 0;
                }

                var isNew = (origins >> _parcels[i].Origin & 1) == 0;
                (best, most) = isNew && covers > most ? (i, covers) : (best, most);
            }

            if (best < 0)
            {
                return;
            }

            _open[size - 1] = _parcels[best];
            origins |= 1UL << _parcels[best].Origin;
            JudgeOpen(size);
        }
    }

    private void JudgeOpen(int size)
    {
        var (origins, opening, goods) = (0UL, (size - 1) * _splitMicros, 0L);
        for (var i = 0; i < size; i++)
        {
            if ((origins >> _open[i].Origin & 1) != 0)
            {
                return;
            }

            origins |= 1UL << _open[i].Origin;
            opening += _open[i].FixedMicros;
            goods = Lower(i, in _open[i], default);
        }

        if (goods != None)
        {
            Judge(size, opening, goods);
        }
    }
}
