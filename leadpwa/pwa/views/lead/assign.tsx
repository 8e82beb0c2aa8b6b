// Whose lead it is: a manager hands it to somebody of the dealer, and what hangs on it goes along.
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Phone } from "../../store/types.ts";
import type { Known } from "../known.ts";
import { act } from "../parts/act.ts";
import { Choice } from "../parts/choice.tsx";
import { say } from "../parts/said.ts";
import { Sheet } from "../parts/sheet.tsx";
import { undoOf } from "../parts/undo.ts";
import { useWorld } from "../world.ts";

export const mayAssign = (phone: Phone): boolean => phone.identity.user.roles.includes("manager");

export function Assign({ lead, onClose }: { lead: Known; onClose: () => void }): JSX.Element {
  const { phone } = useWorld();
  const { lead: say_, roles } = words.value;
  const give = async (owner: string, name: string): Promise<void> => {
    const saved = await phone.patch("lead", lead.id, { owner });
    onClose();
    say({ title: say_.assigned(lead.who, name), act: undoOf(phone, saved) });
  };
  return (
    <Sheet title={say_.assign} onClose={onClose}>
      <p class="quiet">{say_.assignHint}</p>
      <ul class="choices">
        {colleagues(phone, lead).map(({ id, name, role }) => (
          <Choice key={id} on={lead.owner === id} title={name} second={roles[role] ?? role} onPress={() => void act(() => give(id, name))} />
        ))}
      </ul>
    </Sheet>
  );
}

/** Those of the lead's dealer who look after customers. */
function colleagues(phone: Phone, lead: Known): { id: string; name: string; role: string }[] {
  const dealer = lead.shown.fields["dealer"];
  return phone.records("user").value.flatMap(({ id, fields }) => {
    const roles = Array.isArray(fields["roles"]) ? fields["roles"].map(String) : [];
    const role = roles.find((one) => one === "advisor") ?? roles.find((one) => one === "manager");
    return fields["dealer"] === dealer && role !== undefined && typeof fields["name"] === "string" ? [{ id, name: fields["name"], role }] : [];
  });
}
