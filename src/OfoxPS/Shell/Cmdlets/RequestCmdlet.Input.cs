using System.Globalization;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Cmdlets;

/// <content>Gathers the pipeline objects that belong to one request.</content>
public abstract partial class RequestCmdlet
{
    private readonly List<object?> _gathered = [];
    private UserInput _input = new();
    private bool _sentOther;
    private InputStrings? _strings;
    private int _blank;
    private long _piped;
    private int _gatheredItems;
    private long _gatheredCharacters;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_sink is null)
        {
            return;
        }

        try
        {
            if (MyInvocation.ExpectingInput)
            {
                _input.Index = _gathered.Count == 0 ? _piped : _input.Index;
                if (_piped++ == 0 && !Together)
                {
                    _sink.Expect(InputCount.Of(this));
                }

                if (IsPassedOver(InputObject))
                {
                    return;
                }

                AddPiped();
            }
            else if (IsBound(nameof(InputObject)))
            {
                WarnOfString(InputObject);
                _reader!.AddList(_input, InputObject);
                _input.Source = InputObject;
                if (!_input.HasContent && _input.Messages.Count == 0)
                {
                    // An empty list is treated as an empty pipeline: no request is made.
                    return;
                }
            }
        }
        catch (OfoxException failure)
        {
            _sink.AddFailure(failure, InputObject, _input.Index);
            return;
        }

        if (_gathered.Count == 0)
        {
            Send();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_sink is null)
        {
            return;
        }

        if (_gathered.Count > 0)
        {
            _input.IsList = true;
            _input.Source = _gathered.ToArray();
            Send();
        }

        _sink.Finish();
        if (_blank > 0)
        {
            WriteWarning($"{Plural.Of(_blank, "blank string")} of the input {Plural.Word(_blank, "was", "were")} passed over.");
        }
    }

    // A blank string is skipped, because it would be a paid request about nothing. With -Together it is a line of the text.
    private bool IsPassedOver(object? item)
    {
        if (Together || Unwrap.Value(item) is not string text)
        {
            return false;
        }

        if (text.Trim().Length == 0)
        {
            _blank++;
            _sink!.PassOver();
            return true;
        }

        return false;
    }

    private void AddPiped()
    {
        // A piped OfoxModel chooses the model of its request. With -Model or -Together the models are input that the prompt is about.
        if (Unwrap.Value(InputObject) is OfoxModel model && !Together && !IsBound(nameof(Model)))
        {
            _input.Model = model.Id;
            _input.Source = InputObject;
            return;
        }

        ChatMessage[]? messages = MessageReader.Recognize(InputObject);
        bool isMessage = messages is not null;
        if (isMessage && _sentOther)
        {
            throw InputReader.Mixed();
        }

        WarnOfString(InputObject);
        if (Together || isMessage)
        {
            Count(InputObject);
        }

        // Objects beyond what one request can send are counted, not kept.
        if (_input.Objects.Count <= ObjectJson.MaximumCount || Unwrap.Value(InputObject) is string or byte)
        {
            _reader!.Add(_input, InputObject, mayBeBlank: Together, messages);
        }

        _sentOther |= !isMessage;
        _input.Source = InputObject;
        if ((Together || isMessage) && _gathered.Count <= ObjectJson.MaximumCount)
        {
            _gathered.Add(InputObject);
        }
    }

    // Ends a pipeline that gathers more than one request can hold, because an endless one would fill the memory of the process.
    private void Count(object? item)
    {
        _gatheredCharacters += (Unwrap.Value(item) as string)?.Length ?? 0;
        if (++_gatheredItems > JsonSize.MaximumValues || _gatheredCharacters > WellFormed.MaximumLength)
        {
            ThrowTerminatingError(Failure.InvalidArgument(
                "One request is made of all this input, which may have "
                    + $"{JsonSize.MaximumValues.ToString("N0", CultureInfo.InvariantCulture)} items and "
                    + $"{WellFormed.MaximumLength.ToString("N0", CultureInfo.InvariantCulture)} characters of text at most")
                        .ToErrorRecord(item));
        }
    }

    private void WarnOfString(object? item) =>
        WriteWarning((_strings ??= new InputStrings(this)).WarningOf(item, areRequests: IsOneOfMany && !IsMeantForMany));

    private void Send()
    {
        UserInput input = _input;
        _input = new UserInput();
        try
        {
            _reader!.Join(input);
            _block?.Apply(input);
            Settings.Conversation.GoOn(Requests.LastAnswer(input));
        }
        catch (OfoxException failure)
        {
            _sink!.AddFailure(failure, input.Source, input.Index);
            return;
        }

        _sink!.Add(input);
    }
}
