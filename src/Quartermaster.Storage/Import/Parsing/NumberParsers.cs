using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Integers, real numbers and amounts within their column's limits.</summary>
internal sealed class NumberParser(Column column, NumberStyle style) : CellParser(column)
{
    private const string NotANumber = "is not a number";
    private const string NotWhole = "is not a whole number";
    private const string NotWholeUnlessThousands =
        "is not a whole number; if its separator parts thousands, say \"decimalSeparator\" in the mapping";

    private readonly string _ambiguous = "could have thousands or decimals after its separator: "
        + "say \"decimalSeparator\" in the mapping";

    private readonly string _range = string.Create(CultureInfo.InvariantCulture,
        $"must be {column.Least:#,0.######} to {column.Most:#,0.######}");

    private int[] _integers = [];
    private double[] _numbers = [];
    private long[] _longs = [];

    internal override void Use(ColumnBatch batch, int index)
    {
        switch (Column.Type)
        {
            case ColumnType.Integer:
                _integers = batch.Integers(index);
                break;
            case ColumnType.Number:
                _numbers = batch.Numbers(index);
                break;
            default:
                _longs = batch.Longs(index);
                break;
        }
    }

    protected override string? ParseValue(ReadOnlySpan<char> text, int row)
    {
        // Whole numbers have no decimals, so that 1,234 can only be 1234 in them.
        var read = Column.Type == ColumnType.Integer ? style with { IsCertain = true } : style;
        var fault = NumberText.Parse(text, read, out var value);
        if (fault != NumberFault.None)
        {
            return fault == NumberFault.Ambiguous ? _ambiguous : NotANumber;
        }

        var number = value.AsDouble;
        // What stands for "without" is as good as an empty cell, or no export of it could be imported.
        if (!(number >= Column.Least && number <= Column.Most) && !(Column.IsOptional && number == Column.Default))
        {
            return _range;
        }

        return Column.Type == ColumnType.Integer && !value.IsWhole
            ? value.Decimals == 3 ? NotWholeUnlessThousands : NotWhole : Keep(value, row);
    }

    protected override void ParseMissing(int row) =>
        Keep(new(0, -1, Column.Default), row);

    private string? Keep(NumberValue value, int row)
    {
        switch (Column.Type)
        {
            case ColumnType.Integer:
                _integers[row] = (int)value.AsDouble;
                break;
            case ColumnType.Number:
                _numbers[row] = value.AsDouble;
                break;
            default:
                _longs[row] = value.AsMicros;
                break;
        }

        return null;
    }
}
