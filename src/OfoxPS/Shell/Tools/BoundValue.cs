using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>A fixed value, copied when it is agreed to and for each call, so that nobody changes it afterwards.</summary>
internal static class BoundValue
{
    private const int Deepest = 100;

    // Lists and dictionaries are copied; a live object (a session, a connection) must stay what it is.
    /// <exception cref="OfoxException">It is nested too deeply, or contains itself.</exception>
    public static object? Copy(object? value) => Copy(value, 0);

    private static object? Copy(object? value, int depth)
    {
        if (depth > Deepest)
        {
            throw Failure.InvalidArgument($"-Bind has a value that is nested more than {Deepest} levels deep, or contains itself");
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
                IDictionary result = fields is Hashtable ? new Hashtable(StringComparer.OrdinalIgnoreCase) : new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
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
