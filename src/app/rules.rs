//! A mask's rules, one by one: each with its parameters, to be changed, taken away or joined by others.

use super::fields::on_value;
use heedmap::i18n::Strings;
use heedmap::model::{Mask, Rule, RuleKind};
use heedmap::state::{Action, State};
use yew::prelude::*;

/// Draws the list.
pub(crate) fn rules(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let rules = &state.mask.0;
    let one = |(index, rule): (usize, &Rule)| {
        let name = (s.mask_text)(&Mask(vec![rule.clone()]));
        let without =
            Mask(rules.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, rule)| rule.clone()).collect());
        html! {
            <li key={index}>
                <span>{ (s.mask_name)(rule.into()) }</span>
                { parameters(s, rules, index, act) }
                <button type="button" class="quiet" aria-label={(s.masks.remove)(&name)}
                    onclick={act.reform(move |_| Action::SetMask(without.clone()))}>{ "×" }</button>
            </li>
        }
    };
    // A painted rule comes from the brush.
    let offered = RuleKind::ALL.iter().filter(|&&kind| kind != RuleKind::Painted && !state.mask.has(kind));
    let option = |kind: &RuleKind| html! { <option value={kind.slug()}>{ (s.mask_name)(*kind) }</option> };
    let add = {
        let rules = rules.clone();
        on_value(act, move |value| {
            let kind: RuleKind = value.parse().ok()?;
            Some(Action::SetMask(Mask(rules.iter().cloned().chain([kind.rule()]).collect())))
        })
    };
    html! {
        <div class="rules">
            <p class="note">{ (s.masks.rules_note)(rules.len()) }</p>
            <ul>
                { for rules.iter().enumerate().map(one) }
                <li><select id="add-rule" aria-label={s.masks.add} onchange={add}>
                    <option value="" selected=true>{ s.masks.add }</option>
                    { for offered.map(option) }
                </select></li>
            </ul>
        </div>
    }
}

/// The fields of one rule: a number each, or all lengths of the blocks in one.
fn parameters(s: &'static Strings, rules: &[Rule], index: usize, act: &Callback<Action>) -> Html {
    let Some(rule) = rules.get(index) else { return html! {} };
    let (kind, numbers) = (RuleKind::from(rule), rule.numbers());
    let replace = {
        let rules = rules.to_vec();
        move |numbers: &[usize]| {
            let mut rules = rules.clone();
            rules[index] = Rule::from_numbers(kind, numbers)?;
            Some(Action::SetMask(Mask(rules)))
        }
    };
    let field = |place: usize, input: Html| {
        html! { <label><span>{ (s.masks.parameter)(kind, place) }</span>{ input }</label> }
    };
    if kind == RuleKind::Block {
        let written: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let rules = rules.to_vec();
        let set = on_value(act, move |value| {
            let parts: Vec<&str> = value.split([' ', ',']).filter(|part| !part.is_empty()).collect();
            let written = |(place, rule): (usize, &Rule)| match place == index {
                true => format!("{}.{}", kind.slug(), parts.join(".")),
                false => Mask(vec![rule.clone()]).to_string(),
            };
            Some(Action::WriteMask(rules.iter().enumerate().map(written).collect::<Vec<_>>().join(",")))
        });
        return field(
            0,
            html! { <input id="rule-block" type="text" inputmode="numeric" value={written.join(" ")} onchange={set} /> },
        );
    }
    let one = |(place, &number): (usize, &usize)| {
        let (numbers, replace) = (numbers.clone(), replace.clone());
        let set = on_value(act, move |value| {
            let mut numbers = numbers.clone();
            numbers[place] = value.parse().ok()?;
            replace(&numbers)
        });
        let id = format!("rule-{}-{place}", kind.slug());
        field(place, html! { <input {id} type="number" min="0" value={number.to_string()} onchange={set} /> })
    };
    html! { <>{ for numbers.iter().enumerate().map(one) }</> }
}
