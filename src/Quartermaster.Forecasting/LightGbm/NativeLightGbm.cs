using System.Runtime.InteropServices;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>The few calls of LightGBM's C interface that we need (c_api.h, version 4.7).</summary>
internal static partial class NativeLightGbm
{
    /// <summary>Values are 32-bit floats.</summary>
    internal const int Float32 = 0;

    private const string Library = "lib_lightgbm";

    private static readonly Lazy<string?> s_absence = new(FindAbsence);

    /// <summary>Why the native library cannot be used here; null if it can.</summary>
    internal static string? AbsentBecause => s_absence.Value;

    /// <summary>Throws what LightGBM said if a call failed.</summary>
    internal static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException(
                $"LightGBM refused: {Marshal.PtrToStringUTF8(LastError())}. The other forecasters do not need it.");
        }
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    internal static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int CreateDataset(
        float* data, int dataType, int rows, int columns, int rowMajor, string parameters, nint reference,
        out nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int SetField(nint dataset, string name, float* values, int count, int dataType);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    internal static partial int FreeDataset(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateBooster(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    internal static partial int Update(nint booster, out int finished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int Predict(
        Booster booster, float* data, int dataType, int rows, int columns, int rowMajor, int kind, int start,
        int iterations, string parameters, out long count, double* results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    internal static unsafe partial int Save(
        Booster booster, int start, int iterations, int importance, long size, out long needed, byte* text);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Load(string text, out int iterations, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    internal static partial int FreeBooster(nint booster);

    private static string? FindAbsence()
    {
        try
        {
            NativeLibrary.Load(Library, typeof(NativeLightGbm).Assembly, null);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return "LightGBM's native library does not load here; on Debian and Ubuntu it wants OpenMP: "
                + $"apt-get install libgomp1. ({exception.Message})";
        }
    }
}
