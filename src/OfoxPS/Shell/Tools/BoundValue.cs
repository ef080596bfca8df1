using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Copies a value of -Bind when the tool is made and for each call, so that later changes do not affect it.</summary>
internal static class BoundValue
{
    private const int MaximumDepth = 100;

    /// <summary>A copy of lists and dictionaries; other objects, such as a session or a connection, are kept.</summary>
    /// <exception cref="OfoxException">The value is nested too deeply, or contains itself.</exception>
    public static object? Copy(object? value) => Copy(value, 0);

    private static object? Copy(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Failure.InvalidArgument($"-Bind has a value that is nested more than {MaximumDepth} levels deep, or contains itself");
        }

        switch (Unwrap.Value(value))
        {
            case Array { Rank: 1 } items:
                Array copy = (Array)items.Clone();
                for (int i = 0; i < copy.Length; i++)
                {
                    copy.SetValue(Copy(copy.GetValue(i), depth + 1), i);
                }

                return copy;
            case IDictionary fields and (Hashtable or OrderedDictionary):
                IDictionary result = fields is Hashtable
                    ? new Hashtable(StringComparer.OrdinalIgnoreCase)
                    : new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
                foreach (object key in fields.Keys.Cast<object>().ToArray())
                {
                    result[key] = Copy(fields[key], depth + 1);
                }

                return result;
            default:
                return value;
        }
    }
}
