using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Implements -Property: adds an answer to its input object as one property, or with * each field as a property.</summary>
internal sealed class AnswerProperty(string[] names, bool isAll)
{
    private const string All = "*";

    private const string Copied = " Where an earlier run has put it there and the object was copied since, read the input anew.";

    /// <summary>Whether each field of the answer becomes a property.</summary>
    public bool IsAll { get; } = isAll;

    /// <param name="name">The name of the property, or *.</param>
    /// <param name="form">The form of the answer; null without -As.</param>
    /// <param name="isCompletion">Whether the completion is added, rather than its value (-PassThru).</param>
    /// <exception cref="OfoxException">The name is invalid, or the form has no fields.</exception>
    public static AnswerProperty Of(string name, AnswerSchema? form, bool isCompletion)
    {
        if (name != All)
        {
            return PropertyName.IsUsable(name)
                ? new AnswerProperty([name], isAll: false)
                : throw Failure.InvalidArgument($"A property cannot be named '{name}'; choose another name with -Property").ForAllInput();
        }

        if (form is null || isCompletion)
        {
            throw Failure.InvalidArgument(
                "-Property * puts each field of the answer on the input object, so it needs a form with "
                    + "fields and no -PassThru: -As @{ score = [int] }").ForAllInput();
        }

        return !form.IsWrapped && form.Schema["properties"] is OrderedDictionary { Count: > 0 } fields
            ? new AnswerProperty([.. fields.Keys.Cast<string>()], isAll: true)
            : throw Failure.InvalidArgument(
                "-Property * puts each field of the answer on the input object, and this form of -As has none that are known: "
                    + "it is a list or a single value. -Property NAME puts it there as one property").ForAllInput();
    }

    /// <summary>Checks that an answer can be added to an input, before it is paid for.</summary>
    /// <exception cref="OfoxException">It cannot be added.</exception>
    public void Check(object? source)
    {
        if (source is null)
        {
            throw Failure.InvalidArgument("-Property adds to an input object, and there is none");
        }

        if (Unwrap.Value(source) is IList)
        {
            throw Failure.InvalidArgument("-Property adds to one input object for each request: pipe the objects, without -Together");
        }

        if (Array.Find(names, name => IsTaken(source, name)) is { } taken)
        {
            throw Failure.InvalidArgument(IsAll
                ? $"The input has a property '{taken}' already, as the answer has: name the field of -As otherwise, "
                    + $"or take the answer as one property, as in -Property Ai.{Copied}"
                : $"The input has a property '{taken}' already; choose another name with -Property.{Copied}");
        }
    }

    /// <summary>
    /// The input as it was before an earlier run of the command: without the properties that -Property adds again, and without those that
    /// it added after them, which were made from them.
    /// </summary>
    /// <param name="source">The input, which stays as it is.</param>
    public object? Original(object? source)
    {
        string[] earlier = source is null ? [] : Earlier(PSObject.AsPSObject(source));
        return earlier.Length == 0 ? source : ObjectProperties.Without(PSObject.AsPSObject(source!), earlier);
    }

    /// <summary>What the user should know of an input before it is asked about; null if nothing.</summary>
    public static string? WarningOf(object? source) => Unwrap.Value(source) is (string or ValueType) and var value
        ? $"PowerShell shows a {(value is string ? "string" : value.GetType().Name)} without the properties that -Property adds to it. "
            + $"Pipe objects instead, as in [pscustomobject]@{{ Text = 'a' }}, or leave -Property out."
        : null;

    /// <summary>
    /// What the user should know where the view of an input, which is written to the screen, does not show what is added.
    /// </summary>
    public string WarningOfView(PSObject source)
    {
        string name = (source.Properties["Name"] ?? source.Properties.FirstOrDefault())?.Name ?? "Name";
        return $"The view of {source.BaseObject.GetType().Name} objects does not show what -Property adds to them. To see it: "
            + $"| Select-Object {string.Join(", ", names.Prepend(name))}";
    }

    /// <summary>Puts an answer on an input.</summary>
    /// <param name="source">The input.</param>
    /// <param name="answer">The value of the property, or with * the object whose fields become properties.</param>
    public PSObject AddTo(object source, object? answer)
    {
        PSObject target = PSObject.AsPSObject(source);
        if (!IsAll)
        {
            Put(target, names[0], answer);
            return target;
        }

        string[] earlier = Earlier(target);
        PSMemberInfoCollection<PSPropertyInfo>? fields = answer is null ? null : PSObject.AsPSObject(answer).Properties;

        // All objects get the same properties, even those that an answer leaves out, because a table takes its columns from the
        // first object.
        foreach (string name in names)
        {
            Put(target, name, fields?[name]?.Value);
        }

        // A form may allow fields that it does not name. Properties of the input are not replaced.
        foreach (PSPropertyInfo field in (IEnumerable<PSPropertyInfo>?)fields ?? [])
        {
            if (field is PSNoteProperty && (earlier.Contains(field.Name, StringComparer.OrdinalIgnoreCase) || !Has(target, field.Name)))
            {
                Put(target, field.Name, field.Value);
            }
        }

        return target;
    }

    // The names, in the order in which the properties were added.
    private string[] Earlier(PSObject target) =>
        [.. target.Properties.OfType<AnswerNoteProperty>().Select(static note => note.Name)
            .SkipWhile(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase))];

    // In its place where it is there, because the order of the properties tells which came first.
    private static void Put(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is AnswerNoteProperty note)
        {
            note.Value = value;
        }
        else
        {
            target.Properties.Add(new AnswerNoteProperty(name, value));
        }
    }

    private static bool IsTaken(object source, string name) =>
        Has(source, name) && PSObject.AsPSObject(source).Properties[name] is not AnswerNoteProperty;

    private static bool Has(object source, string name) =>
        PSObject.AsPSObject(source).Properties[name] is not null || (Unwrap.Value(source) as IDictionary)?.Contains(name) == true;

    /// <summary>
    /// The property that -Property adds to an input object. Its type tells it apart from the properties that the object had: another run of
    /// the same command replaces it.
    /// </summary>
    private sealed class AnswerNoteProperty(string name, object? value) : PSNoteProperty(name, value)
    {
        // An object keeps a copy of each member that is added to it.
        public override PSMemberInfo Copy() => new AnswerNoteProperty(Name, Value);
    }
}
