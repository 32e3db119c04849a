using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>How a product's decision ended.</summary>
internal enum SplitStatus
{
    Nothing,
    Split,
    NowhereToHold,
    BadInput,
}

/// <summary>Decides product after product, first following people, then splitting what is left.</summary>
internal sealed class SplitDesk
{
    private readonly PlacementInputs _inputs;
    private readonly SplitProblem _problem;
    private readonly CaseSplit _split;

    /// <summary>Opens a desk.</summary>
    /// <param name="inputs">The products.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="memory">What to remember from one question about a product to the next; null for nothing.</param>
    internal SplitDesk(PlacementInputs inputs, PlacementPolicy policy, SplitMemory? memory = null)
    {
        _inputs = inputs;
        _problem = new(inputs.Serve, policy, memory);
        _split = new(_problem);
    }

    internal PlacementInputs Inputs => _inputs;

    internal SplitProblem Problem => _problem;

    internal SplitStatus Status { get; private set; }

    /// <summary>By facility: the units of the split made last.</summary>
    internal ReadOnlySpan<long> Units => _split.Units;

    /// <summary>Decides one product.</summary>
    internal void Decide(int product, ReadOnlySpan<double> prices)
    {
        Array.Clear(_split.Units);
        if (PlacementChecks.BrokenRule(_inputs, product, prices) is not null)
        {
            Status = SplitStatus.BadInput;
            return;
        }

        if (_inputs.Inbound.Rows[product].Units == 0)
        {
            Status = SplitStatus.Nothing;
            return;
        }

        _problem.Load(_inputs, product, prices);
        Status = Follow(product, arePeopleHeard: true) ? SplitStatus.Split : SplitStatus.NowhereToHold;
        if (Status == SplitStatus.Split)
        {
            Split(_inputs.Inbound.Rows[product].CaseUnits, SplitCauses.All);
        }
    }

    /// <summary>The split of the loaded product as it would be for these causes alone, nobody having
    /// overridden.</summary>
    internal void Suppose(int product, long caseUnits, SplitCauses causes)
    {
        Follow(product, arePeopleHeard: false);
        Split(caseUnits, causes);
    }

    /// <summary>The units that a facility gets.</summary>
    internal int UnitsOf(FacilityId facility) =>
        _inputs.Serve.IndexOf(facility) is >= 0 and var leaf ? (int)_split.Units[leaf] : 0;

    /// <summary>What the split earns before paying for resources, currency; adds what it uses.</summary>
    internal double Worth(Span<double> usage)
    {
        if (Status != SplitStatus.Split)
        {
            return 0;
        }

        for (var leaf = 0; leaf < _problem.Leaves.Length; leaf++)
        {
            ref readonly var at = ref _problem.Leaves[leaf];
            if (_split.Units[leaf] > 0 && at.RoomIndex >= 0)
            {
                usage[at.RoomIndex] += _split.Units[leaf] * at.RoomPerUnit;
            }

            if (_split.Units[leaf] > 0 && at.ReceivingIndex >= 0)
            {
                usage[at.ReceivingIndex] += _split.Units[leaf];
            }
        }

        return _split.Worth(_split.Units, SplitCauses.Worth);
    }

    private void Split(long caseUnits, SplitCauses causes)
    {
        var left = (long)_problem.Units;
        foreach (var units in _split.Fixed)
        {
            left -= units;
        }

        _split.Split(left, caseUnits, causes);
    }

    // Sets what people fix and what is free; false if nothing may go anywhere.
    private bool Follow(int product, bool arePeopleHeard)
    {
        var (first, end) = (_inputs.FirstRow(product), _inputs.FirstRow(product + 1));
        var (left, caseUnits) = ((long)_problem.Units, (long)_inputs.Inbound.Rows[product].CaseUnits);
        var anyFree = false;
        _split.Fixed.Clear();
        Array.Clear(_split.IsFree);
        for (var row = first; row < end; row++)
        {
            var leaf = _inputs.Serve.IndexOf(_inputs.Destinations.Rows[row].Facility);
            var person = _inputs.Overrides.Rows[row];
            var isFixed = arePeopleHeard && person.IsGiven;
            _split.IsFree[leaf] = _problem.Leaves[leaf].MayHold && !isFixed;
            anyFree |= _split.IsFree[leaf];
            if (_problem.Leaves[leaf].MayHold && isFixed)
            {
                var units = person.Units >= left ? left : person.Units / caseUnits * caseUnits;
                _split.Fixed[leaf] = units;
                left -= units;
            }
        }

        return anyFree || FreeAll();
    }

    // Where people fixed every facility, what they left over must still rest somewhere.
    private bool FreeAll()
    {
        var any = false;
        for (var leaf = 0; leaf < _problem.Leaves.Length; leaf++)
        {
            _split.IsFree[leaf] = _problem.Leaves[leaf].MayHold;
            any |= _split.IsFree[leaf];
        }

        return any;
    }
}
