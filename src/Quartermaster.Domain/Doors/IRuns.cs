namespace Quartermaster.Domain.Doors;

/// <summary>Finished plans, kept for ever as they were made. Storage implements it.</summary>
/// <remarks>A run is named by its as-of day and 8 digits of the hash of its content, timings left out: the same run
/// saved twice is one run.</remarks>
public interface IRuns
{
    /// <summary>The names of all runs, by as-of day.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a run.</summary>
    /// <param name="name">Its name, the beginning of it, or <c>latest</c> for the run saved last.</param>
    IRun Open(string name);

    /// <summary>Starts to save a run; it is visible once committed.</summary>
    IRunWriter Begin(RunHeader header);
}

/// <summary>A saved run.</summary>
public interface IRun
{
    /// <summary>Its as-of day and 8 digits of the hash of its content.</summary>
    string Name { get; }

    /// <summary>What it was made of.</summary>
    RunHeader Header { get; }

    /// <summary>What it holds, by name.</summary>
    IReadOnlyList<RunPart> Parts { get; }

    /// <summary>Decisions or another table, in the order they were saved.</summary>
    Table<TRow> Read<TRow>(string name) where TRow : unmanaged;

    /// <summary>The reasons of decisions by row; rows that decide nothing and were not overridden have none: decide
    /// them again.</summary>
    Reasons<TReason> Reasons<TReason>(string name) where TReason : unmanaged, Enum;

    /// <summary>A JSON document, as text.</summary>
    string Document(string name);

    /// <summary>What was learned, as it was saved.</summary>
    byte[] Weights(string name);
}

/// <summary>Saves a run: all of it, or nothing. Names of parts are snake_case and used once.</summary>
public interface IRunWriter : IDisposable
{
    /// <summary>Saves an engine's plan: all decisions, and the reasons of rows that decide something or were
    /// overridden.
    /// </summary>
    /// <param name="name">For example buy.</param>
    /// <param name="plan">A plan that was not interrupted.</param>
    /// <param name="quantity">The quantity that a decision's reasons add up to.</param>
    /// <remarks>A row counts as overridden if one of its reasons is named HumanOverride.</remarks>
    void Put<TRow, TReason>(string name, Plan<TRow, TReason> plan, Func<TRow, long> quantity)
        where TRow : unmanaged
        where TReason : unmanaged, Enum;

    /// <summary>Saves a table: prices, breaches, metrics.</summary>
    void Put<TRow>(string name, Table<TRow> table) where TRow : unmanaged;

    /// <summary>Saves a small JSON document.</summary>
    /// <param name="name">For example accuracy.</param>
    /// <param name="json">Any JSON value.</param>
    void PutDocument(string name, string json);

    /// <summary>Saves what was learned, in a format of its own.</summary>
    /// <param name="name">For example network.</param>
    /// <param name="file">The file's bytes.</param>
    void PutWeights(string name, byte[] file);

    /// <summary>Notes how long something took; it is kept beside the run and not hashed.</summary>
    /// <param name="step">For example forecast.</param>
    /// <param name="seconds">Seconds, as the caller measured them.</param>
    void Log(string step, double seconds);

    /// <summary>Makes the run visible, and the latest.</summary>
    /// <returns>Its name.</returns>
    string Commit();
}
