using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Checks that every reader of an NPY file makes before it believes the header.</summary>
internal static class NpyChecks
{
    /// <summary>Checks element type, order and shape; gives the row size.</summary>
    public static int Header(string path, NpyHeader header, string expectedType)
    {
        if (!NpyType.Same(header.Type, expectedType))
        {
            throw NpyType.Refuse(path, header.Type, expectedType);
        }

        if (header.FortranOrder)
        {
            throw PluginALException.Input($"{path} is in Fortran order, expected C order: save it again with numpy.ascontiguousarray(x).");
        }

        return header.Shape.Length == 0
            ? throw PluginALException.Input($"{path} holds a single value of shape (), expected an array with rows: save an array of shape (n,) or (n, D).")
            : (int)header.RowSize(path);
    }

    /// <summary>Checks that the file ends exactly where its header says.</summary>
    public static void Length(string path, NpyHeader header, int width, int elementSize, long found)
    {
        var expected = header.DataOffset + ((Int128)header.RowCount * width * elementSize);
        if (expected == found)
        {
            return;
        }

        throw PluginALException.Input(
            $"{path} has {found} bytes, but its header of shape {header.ShapeText} and dtype '{header.Type}' needs {expected}: it was "
            + (found < expected
                ? $"cut short at byte {found}; copy or write it again."
                : $"lengthened after byte {expected}; keep one array per file and write it again."));
    }
}
