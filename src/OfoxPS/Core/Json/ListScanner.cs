using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Finds the items of a JSON list while its text still arrives: each one as soon as it is complete. The list may be alone, in a code
/// fence, or the one field of an object; of anything else no item is found.
/// </summary>
internal sealed class ListScanner
{
    private readonly StringBuilder _item = new();
    private readonly StringBuilder _fence = new();
    private readonly StringBuilder _wrapper = new();
    private State _state = State.Before;
    private JsonNesting _nesting;
    private bool _named;
    private bool _colon;
    private bool _mayBegin = true;
    private bool _isWrapped;
    private bool _isStrict = true;

    private enum State
    {
        /// <summary>Nothing but space has come.</summary>
        Before,

        /// <summary>The first line of a code fence.</summary>
        Fence,

        /// <summary>Inside the object around the list, before the list.</summary>
        Wrapper,

        /// <summary>Between two items.</summary>
        Between,

        /// <summary>Inside an item.</summary>
        Item,

        /// <summary>After the list.</summary>
        After,

        /// <summary>There is no list.</summary>
        Over,
    }

    /// <summary>How many characters came.</summary>
    public int Length { get; private set; }

    /// <summary>The name of the field that holds the list; empty where it stands alone.</summary>
    public string Wrapper => _wrapper.ToString();

    /// <summary>
    /// Whether the text is correct JSON and holds nothing but the list and what may be around it. The items that were found are then all
    /// that any reader finds in it.
    /// </summary>
    public bool IsComplete => _state == State.After && _isStrict && !_isWrapped;

    /// <summary>Takes the next piece of the text.</summary>
    /// <returns>The JSON of the items that it completes.</returns>
    public IEnumerable<string> Add(string text)
    {
        foreach (char c in text)
        {
            Length++;
            if (Step(c))
            {
                string item = _item.ToString();
                _item.Clear();
                yield return item;
            }
        }
    }

    private bool Step(char c)
    {
        switch (_state)
        {
            case State.Before when c == '`':
                _state = State.Fence;
                break;
            case State.Before when !IsSpace(c):
                _state = c == '[' ? State.Between : c == '{' ? State.Wrapper : State.Over;
                break;
            case State.Fence:
                _fence.Append(c);
                _state = c == '\n' ? State.Before : _fence.Length > 20 ? State.Over : State.Fence;
                break;
            case State.Wrapper:
                StepWrapper(c);
                break;
            case State.Between when c == ',':
                _isStrict &= !_mayBegin;
                _mayBegin = true;
                break;
            case State.Between when !IsSpace(c):
                Begin(c);
                break;
            case State.Item:
                return StepItem(c);
            case State.After when !IsSpace(c):
                // The brace of the object around the list and the end of a code fence. Anything else is left to EmbeddedJson.
                _isStrict &= c == '}' ? _isWrapped : c == '`' && _fence.Length > 0;
                _isWrapped &= c != '}';
                break;
        }

        return false;
    }

    // A name, a colon, then the list: with anything else there it is another object.
    private void StepWrapper(char c)
    {
        if (_nesting.InText || (c == '"' && !_named))
        {
            bool wasText = _nesting.InText;
            _nesting.Add(c);
            _named = true;
            _wrapper.Append(wasText && _nesting.InText ? c.ToString() : string.Empty);
        }
        else if (c == ':' && _named && !_colon)
        {
            _colon = true;
        }
        else if (!IsSpace(c))
        {
            _isWrapped = c == '[' && _colon;
            _state = _isWrapped ? State.Between : State.Over;
        }
    }

    private void Begin(char c)
    {
        _state = c == ']' ? State.After : State.Item;
        _isStrict &= c == ']' || _mayBegin;
        _mayBegin = false;
        if (_state == State.Item)
        {
            _nesting = default;
            _nesting.Add(c);
            _item.Append(c);
        }
    }

    private bool StepItem(char c)
    {
        bool wasText = _nesting.InText;
        if (!wasText && _nesting.Depth == 0 && (c is ',' or ']' || IsSpace(c)))
        {
            // The end of a number or a word.
            _state = c == ']' ? State.After : State.Between;
            _mayBegin = c == ',';
            return true;
        }

        _item.Append(c);
        _nesting.Add(c);
        bool complete = _nesting is { Depth: 0, InText: false } && (wasText || c is '}' or ']');
        _state = complete ? State.Between : State.Item;
        return complete;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
