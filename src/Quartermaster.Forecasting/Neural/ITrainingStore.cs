namespace Quartermaster.Forecasting.Neural;

/// <summary>Where a training that may be stopped is kept. The caller owns it: engines know no disk.</summary>
public interface ITrainingStore
{
    /// <summary>What the training is of: another history, or other settings, must have another name.</summary>
    string Key { get; }

    /// <summary>What was kept last; null for nothing.</summary>
    byte[]? Load();

    /// <summary>Keeps the state of the training, in place of what was kept before.</summary>
    void Save(byte[] file);
}
