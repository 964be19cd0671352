import type { Role } from '../access/access-table.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<h1>${escape(title)}</h1>
${body}
</html>
`;
}

function personaRow({ name, title, units }: Role): string {
  const where = units.length === 0 ? '–' : units.join(', ');
  return `<tr><td><button name="persona" value="${escape(name)}">${escape(name)}</button>
<td>${escape(title.vi)} <span lang="en">/ ${escape(title.en)}</span><td>${escape(where)}`;
}

/** The page where someone chooses the persona to sign in as; plain HTML that loads nothing. */
export function signInPage(personas: Iterable<Role>): string {
  return page(
    'Chung Tay: chọn người dùng thử / choose a demo persona',
    `<p>Mọi người ở đây đều là hư cấu, không cần mật khẩu. <span lang="en">All of them are invented; there are no passwords.</span></p>
<form method="post">
<table>
<tr><th>persona<th>vai trò / role<th>đơn vị / units
${[...personas].map(personaRow).join('\n')}
</table>
</form>`,
  );
}

/** The page for a sign-in that cannot go on: what the issuer says is wrong (RFC 6749, 4.1.2.1). */
export function errorPage(wrong: {
  error: string;
  error_description?: string | undefined;
}): string {
  return page(
    'Không đăng nhập được / Sign-in failed',
    `<p>${escape(wrong.error)}: ${escape(wrong.error_description ?? '')}</p>
<p>Hãy bắt đầu lại từ chương trình đã mở trang này. <span lang="en">Start again from the program that opened this page.</span></p>`,
  );
}

/** The page that asks whether to sign out; `form` is oidc-provider's own, of HTML, sent by the button. */
export function signOutPage(form: string): string {
  return page(
    'Đăng xuất? / Sign out?',
    `${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Đăng xuất / Sign out</button>`,
  );
}

/** The page after signing out. */
export function signedOutPage(): string {
  return page(
    'Đã đăng xuất / Signed out',
    '<p>Có thể đóng trang này. <span lang="en">This page can be closed.</span></p>',
  );
}
