using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>-Property: puts an answer on its input object as one property, or with * each of its fields as a property of its own.</summary>
internal sealed class AnswerProperty
{
    private const string All = "*";

    private const string Earlier = " Where an earlier run has put it there, read the input anew.";

    private readonly string[] _names;

    private AnswerProperty(string[] names, bool isAll)
    {
        _names = names;
        IsAll = isAll;
    }

    /// <summary>Each field of the answer becomes a property.</summary>
    public bool IsAll { get; }

    /// <param name="name">The name of the property, or *.</param>
    /// <param name="form">The form of the answer; null where any will do.</param>
    /// <param name="isCompletion">Whether the completion is put there, not what it says.</param>
    /// <exception cref="OfoxException">There can be no such property, or the form has no fields.</exception>
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
                "-Property * puts each field of the answer on the input object, so it needs a form with fields and no -PassThru: -As @{ score = [int] }").ForAllInput();
        }

        return !form.IsWrapped && form.Schema["properties"] is OrderedDictionary { Count: > 0 } fields
            ? new AnswerProperty([.. fields.Keys.Cast<string>()], isAll: true)
            : throw Failure.InvalidArgument(
                "-Property * puts each field of the answer on the input object, and this form of -As has none that are known: it is a list or a single value. -Property NAME puts it there as one property").ForAllInput();
    }

    /// <summary>Whether the answer can be put on an input: an answer that cannot is paid all the same.</summary>
    /// <exception cref="OfoxException">It cannot.</exception>
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

        if (Array.Find(_names, name => Has(source, name)) is { } taken)
        {
            throw Failure.InvalidArgument(IsAll
                ? $"The input has a property '{taken}' already, as the answer has: name the field of -As otherwise, or take the answer as one property, as in -Property Ai.{Earlier}"
                : $"The input has a property '{taken}' already; choose another name with -Property.{Earlier}");
        }
    }

    /// <summary>What the user should know of an input before it is asked about; null if nothing.</summary>
    public static string? WarningOf(object? source) => Unwrap.Value(source) is (string or ValueType) and var value
        ? $"PowerShell shows a {(value is string ? "string" : value.GetType().Name)} without the properties that -Property adds to it. Pipe objects instead, as in [pscustomobject]@{{ Text = 'a' }}, or leave -Property out."
        : null;

    /// <summary>Puts an answer on an input.</summary>
    /// <param name="source">The input.</param>
    /// <param name="answer">What is put there: the answer itself, or where each field is put there, the object that has them.</param>
    public PSObject AddTo(object source, object? answer)
    {
        PSObject target = PSObject.AsPSObject(source);
        if (!IsAll)
        {
            target.Properties.Add(new PSNoteProperty(_names[0], answer));
            return target;
        }

        PSMemberInfoCollection<PSPropertyInfo>? fields = answer is null ? null : PSObject.AsPSObject(answer).Properties;

        // All objects get the same properties, whatever an answer leaves out: a table takes its columns from the first.
        foreach (string name in _names)
        {
            target.Properties.Add(new PSNoteProperty(name, fields?[name]?.Value));
        }

        // A form may allow fields that it does not name. What the input has stays.
        foreach (PSPropertyInfo field in (IEnumerable<PSPropertyInfo>?)fields ?? [])
        {
            if (field is PSNoteProperty && !Has(target, field.Name))
            {
                target.Properties.Add(new PSNoteProperty(field.Name, field.Value));
            }
        }

        return target;
    }

    private static bool Has(object source, string name) =>
        PSObject.AsPSObject(source).Properties[name] is not null || (Unwrap.Value(source) as IDictionary)?.Contains(name) == true;
}
