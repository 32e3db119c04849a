namespace Quartermaster.Fulfillment.Promise;

/// <summary>Where a row has too little room, looked up once for all carts of a region that follow one another.
/// </summary>
internal struct BoardTightness
{
    private BoardRow? _row;
    private ulong _tight;

    /// <summary>The FCs on whose ship days there may be too little room.</summary>
    internal ulong Of(BoardRow row, in BoardBatch batch)
    {
        if (!ReferenceEquals(row, _row))
        {
            (_row, _tight) = (row, batch.Inputs.Slots is null ? row.Narrow : row.Tight(batch.Open, batch.FirstDay));
        }

        return _tight;
    }
}
